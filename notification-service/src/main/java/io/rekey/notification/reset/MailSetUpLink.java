package io.rekey.notification.reset;

import io.rekey.events.identity.MfaResetRequested;
import io.rekey.messaging.consuming.EventHandler;
import io.rekey.messaging.event.ReceivedEvent;
import io.rekey.notification.mail.MailOrder;
import io.rekey.notification.mail.QueueMail;
import org.springframework.stereotype.Component;

/** After a reset: mails the link to set up again. */
@Component
final class MailSetUpLink implements EventHandler<MfaResetRequested> {

    private final QueueMail mails;

    MailSetUpLink(QueueMail mails) {
        this.mails = mails;
    }

    @Override
    public Class<MfaResetRequested> eventClass() {
        return MfaResetRequested.class;
    }

    @Override
    public void handle(ReceivedEvent<MfaResetRequested> received) {
        MfaResetRequested event = received.payload();
        mails.queue(MailOrder.about(received.id(), event.userId(), event.organizationId(), event.at())
                .template("reset")
                .cause(event.resetId())
                .epoch(event.epoch()));
    }
}
