package io.rekey.notification.invitation;

import io.rekey.events.identity.UserInvited;
import io.rekey.messaging.consuming.EventHandler;
import io.rekey.messaging.event.ReceivedEvent;
import io.rekey.notification.mail.MailOrder;
import io.rekey.notification.mail.QueueMail;
import org.springframework.stereotype.Component;

/** Somebody is invited: mails the link that completes the set-up. */
@Component
final class MailInvitation implements EventHandler<UserInvited> {

    private final QueueMail mails;

    MailInvitation(QueueMail mails) {
        this.mails = mails;
    }

    @Override
    public Class<UserInvited> eventClass() {
        return UserInvited.class;
    }

    @Override
    public void handle(ReceivedEvent<UserInvited> received) {
        UserInvited event = received.payload();
        mails.queue(MailOrder.about(received.id(), event.userId(), event.organizationId(), event.at())
                .template("invitation")
                .epoch(event.epoch()));
    }
}
