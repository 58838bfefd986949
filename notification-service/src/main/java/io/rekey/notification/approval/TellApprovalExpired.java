package io.rekey.notification.approval;

import io.rekey.events.identity.MfaResetApprovalExpired;
import io.rekey.messaging.consuming.EventHandler;
import io.rekey.messaging.event.ReceivedEvent;
import io.rekey.notification.mail.MailOrder;
import io.rekey.notification.mail.QueueMail;
import org.springframework.stereotype.Component;

/** Nobody gave their word on a reset plan in time: tells who asked for it. */
@Component
final class TellApprovalExpired implements EventHandler<MfaResetApprovalExpired> {

    private final QueueMail mails;

    TellApprovalExpired(QueueMail mails) {
        this.mails = mails;
    }

    @Override
    public Class<MfaResetApprovalExpired> eventClass() {
        return MfaResetApprovalExpired.class;
    }

    @Override
    public void handle(ReceivedEvent<MfaResetApprovalExpired> received) {
        MfaResetApprovalExpired event = received.payload();
        mails.queue(MailOrder.about(received.id(), event.userId(), event.organizationId(), event.at())
                .template("approval-decided")
                .cause(event.planId())
                .fact("decision", "expired")
                .fact("plan", event.planId()));
    }
}
