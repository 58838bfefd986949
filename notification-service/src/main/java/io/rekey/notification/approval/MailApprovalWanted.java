package io.rekey.notification.approval;

import io.rekey.events.identity.MfaResetApprovalRequested;
import io.rekey.messaging.consuming.EventHandler;
import io.rekey.messaging.event.ReceivedEvent;
import io.rekey.notification.mail.MailOrder;
import io.rekey.notification.mail.QueueMail;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** A reset plan waits for the word of others: asks each of those who may give it. Once the plan's time is over the mail has no purpose left. */
@Component
final class MailApprovalWanted implements EventHandler<MfaResetApprovalRequested> {

    private final QueueMail mails;

    MailApprovalWanted(QueueMail mails) {
        this.mails = mails;
    }

    @Override
    public Class<MfaResetApprovalRequested> eventClass() {
        return MfaResetApprovalRequested.class;
    }

    @Override
    public void handle(ReceivedEvent<MfaResetApprovalRequested> received) {
        MfaResetApprovalRequested event = received.payload();
        MailOrder order = MailOrder.about(received.id(), event.userId(), event.organizationId(), event.at())
                .template("approval-wanted")
                .cause(event.planId())
                .by(event.actor())
                .notAfter(event.expiresAt())
                .fact("targets", Integer.toString(event.targets()))
                .fact("approvals", Integer.toString(event.approvalsNeeded()))
                .fact("plan", event.planId())
                .fact("why", event.reason())
                .fact("ticket", Objects.requireNonNullElse(event.ticket(), ""))
                .fact("expiresAt", event.expiresAt());
        event.mayApprove().forEach(approver -> mails.queue(order.to(approver)));
    }
}
