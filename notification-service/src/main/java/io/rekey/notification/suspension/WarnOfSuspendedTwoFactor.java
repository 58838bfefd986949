package io.rekey.notification.suspension;

import io.rekey.events.identity.TwoFactorSuspended;
import io.rekey.messaging.consuming.EventHandler;
import io.rekey.messaging.event.ReceivedEvent;
import io.rekey.notification.mail.MailOrder;
import io.rekey.notification.mail.QueueMail;
import org.springframework.stereotype.Component;

/** Passwords alone open accounts for a while: tells each of those who are to know, also when the while is over. */
@Component
final class WarnOfSuspendedTwoFactor implements EventHandler<TwoFactorSuspended> {

    private final QueueMail mails;

    WarnOfSuspendedTwoFactor(QueueMail mails) {
        this.mails = mails;
    }

    @Override
    public Class<TwoFactorSuspended> eventClass() {
        return TwoFactorSuspended.class;
    }

    @Override
    public void handle(ReceivedEvent<TwoFactorSuspended> received) {
        TwoFactorSuspended event = received.payload();
        MailOrder order = MailOrder.about(received.id(), event.userId(), event.organizationId(), event.at())
                .template("two-factor-suspended")
                .by(event.actor())
                .fact("why", event.reason())
                .fact("untilAt", event.until());
        event.mayKnow().forEach(person -> mails.queue(order.to(person)));
    }
}
