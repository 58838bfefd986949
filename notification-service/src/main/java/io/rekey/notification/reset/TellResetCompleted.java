package io.rekey.notification.reset;

import io.rekey.events.identity.MfaResetCompleted;
import io.rekey.messaging.consuming.EventHandler;
import io.rekey.messaging.event.ReceivedEvent;
import io.rekey.notification.mail.MailOrder;
import io.rekey.notification.mail.QueueMail;
import org.springframework.stereotype.Component;

/** Somebody set up again: tells the owner of the account, who may not have been the one (R27, NIST SP 800-63B-4 4.2.3). */
@Component
final class TellResetCompleted implements EventHandler<MfaResetCompleted> {

    private final QueueMail mails;

    TellResetCompleted(QueueMail mails) {
        this.mails = mails;
    }

    @Override
    public Class<MfaResetCompleted> eventClass() {
        return MfaResetCompleted.class;
    }

    @Override
    public void handle(ReceivedEvent<MfaResetCompleted> received) {
        MfaResetCompleted event = received.payload();
        mails.queue(MailOrder.about(received.id(), event.userId(), event.organizationId(), event.at())
                .template("re-enrolled")
                .cause(event.resetId())
                .epoch(event.epoch()));
    }
}
