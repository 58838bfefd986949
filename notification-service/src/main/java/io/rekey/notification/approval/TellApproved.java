package io.rekey.notification.approval;

import io.rekey.events.identity.MfaResetApproved;
import io.rekey.messaging.consuming.EventHandler;
import io.rekey.messaging.event.ReceivedEvent;
import io.rekey.notification.mail.MailOrder;
import io.rekey.notification.mail.QueueMail;
import org.springframework.stereotype.Component;

/** The last approval that a reset plan needed is there: tells who asked for it. */
@Component
final class TellApproved implements EventHandler<MfaResetApproved> {

    private final QueueMail mails;

    TellApproved(QueueMail mails) {
        this.mails = mails;
    }

    @Override
    public Class<MfaResetApproved> eventClass() {
        return MfaResetApproved.class;
    }

    @Override
    public void handle(ReceivedEvent<MfaResetApproved> received) {
        MfaResetApproved event = received.payload();
        if (event.approvalsMissing() > 0) {
            return;
        }
        mails.queue(MailOrder.about(received.id(), event.userId(), event.organizationId(), event.at())
                .template("approval-decided")
                .cause(event.planId())
                .by(event.actor())
                .fact("decision", "approved")
                .fact("plan", event.planId()));
    }
}
