package io.rekey.notification.user;

import io.rekey.events.identity.UserRolesChanged;
import io.rekey.messaging.consuming.EventHandler;
import io.rekey.messaging.event.ReceivedEvent;
import io.rekey.notification.mail.MailOrder;
import io.rekey.notification.mail.QueueMail;
import org.springframework.stereotype.Component;

/** Somebody's roles or permissions were changed: tells them which they have now. */
@Component
final class TellRolesChanged implements EventHandler<UserRolesChanged> {

    private final QueueMail mails;

    TellRolesChanged(QueueMail mails) {
        this.mails = mails;
    }

    @Override
    public Class<UserRolesChanged> eventClass() {
        return UserRolesChanged.class;
    }

    @Override
    public void handle(ReceivedEvent<UserRolesChanged> received) {
        UserRolesChanged event = received.payload();
        mails.queue(MailOrder.about(received.id(), event.userId(), event.organizationId(), event.at())
                .template("roles-changed")
                .by(event.actor())
                .epoch(event.epoch())
                .fact("roles", String.join(", ", event.roles()))
                .fact("permissions", String.join(", ", event.permissions())));
    }
}
