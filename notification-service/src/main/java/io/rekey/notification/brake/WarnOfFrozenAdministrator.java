package io.rekey.notification.brake;

import io.rekey.events.Actor;
import io.rekey.events.identity.AdministratorFrozen;
import io.rekey.messaging.consuming.EventHandler;
import io.rekey.messaging.event.ReceivedEvent;
import io.rekey.notification.mail.MailOrder;
import io.rekey.notification.mail.QueueMail;
import org.springframework.stereotype.Component;

/** The brake stopped an administrator: warns each of those who may release them, and tells the administrator. */
@Component
final class WarnOfFrozenAdministrator implements EventHandler<AdministratorFrozen> {

    private final QueueMail mails;

    WarnOfFrozenAdministrator(QueueMail mails) {
        this.mails = mails;
    }

    @Override
    public Class<AdministratorFrozen> eventClass() {
        return AdministratorFrozen.class;
    }

    @Override
    public void handle(ReceivedEvent<AdministratorFrozen> received) {
        AdministratorFrozen event = received.payload();
        MailOrder order = MailOrder.about(received.id(), event.userId(), event.organizationId(), event.at())
                .fact("resets", Integer.toString(event.resets()))
                .fact("usual", Integer.toString(event.usual()));
        MailOrder warning = order.template("administrator-frozen")
                .by(Actor.user(event.userId()))
                .fact("user", event.userId());
        event.mayRelease().forEach(releaser -> mails.queue(warning.to(releaser)));
        mails.queue(order.template("frozen"));
    }
}
