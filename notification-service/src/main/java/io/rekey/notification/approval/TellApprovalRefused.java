package io.rekey.notification.approval;

import io.rekey.events.identity.MfaResetApprovalRefused;
import io.rekey.messaging.consuming.EventHandler;
import io.rekey.messaging.event.ReceivedEvent;
import io.rekey.notification.mail.MailOrder;
import io.rekey.notification.mail.QueueMail;
import org.springframework.stereotype.Component;

/** A reset plan was refused: tells who asked for it, and why. */
@Component
final class TellApprovalRefused implements EventHandler<MfaResetApprovalRefused> {

    private final QueueMail mails;

    TellApprovalRefused(QueueMail mails) {
        this.mails = mails;
    }

    @Override
    public Class<MfaResetApprovalRefused> eventClass() {
        return MfaResetApprovalRefused.class;
    }

    @Override
    public void handle(ReceivedEvent<MfaResetApprovalRefused> received) {
        MfaResetApprovalRefused event = received.payload();
        mails.queue(MailOrder.about(received.id(), event.userId(), event.organizationId(), event.at())
                .template("approval-decided")
                .cause(event.planId())
                .by(event.actor())
                .fact("decision", "refused")
                .fact("plan", event.planId())
                .fact("why", event.reason()));
    }
}
