package io.rekey.notification.user;

import io.rekey.events.identity.UserChanged;
import io.rekey.messaging.consuming.EventHandler;
import io.rekey.messaging.event.ReceivedEvent;
import io.rekey.notification.mail.MailOrder;
import io.rekey.notification.mail.QueueMail;
import org.springframework.stereotype.Component;

/** Somebody's mail address was edited: tells them where they read mail until then, for the edit may not be theirs (ASVS 6.3.7). */
@Component
final class TellAddressChanged implements EventHandler<UserChanged> {

    private final QueueMail mails;

    TellAddressChanged(QueueMail mails) {
        this.mails = mails;
    }

    @Override
    public Class<UserChanged> eventClass() {
        return UserChanged.class;
    }

    @Override
    public void handle(ReceivedEvent<UserChanged> received) {
        UserChanged event = received.payload();
        if (!event.fields().contains("email")) {
            return;
        }
        mails.queue(MailOrder.about(received.id(), event.userId(), event.organizationId(), event.at())
                .template("address-changed")
                .by(event.actor()));
    }
}
