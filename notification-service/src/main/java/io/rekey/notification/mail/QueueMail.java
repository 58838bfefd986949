package io.rekey.notification.mail;

import io.rekey.messaging.event.NotUnderstoodException;
import java.time.Clock;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Puts a mail into the queue and returns; it is sent by other threads, so trouble with mail never holds up an event.
 * Idempotent: an order that was seen before changes nothing, but gives its receipt again if there is one, for the first may
 * have been lost with the broker.
 */
@Component
public class QueueMail {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final Mails mails;
    private final WakeUp senders;
    private final Clock clock;

    QueueMail(Mails mails, WakeUp senders, Clock clock) {
        this.mails = mails;
        this.senders = senders;
        this.clock = clock;
    }

    /**
     * Returns when the mail is durable.
     *
     * @throws NotUnderstoodException if the id of the event or of the recipient is none of ours: no receipt could ever name it
     */
    public void queue(MailOrder order) {
        requireId(order.occasion().eventId(), "the event's id is not an id");
        requireId(order.recipientId(), "the recipient's id is not an id");
        Mail mail = Mail.queued(order, clock.instant());
        if (mails.insert(mail)) {
            senders.raise();
        } else {
            mails.find(mail.id()).ifPresent(mails::receiptAgain);
        }
    }

    private static void requireId(String id, String otherwise) {
        if (!ID.matcher(id).matches()) {
            throw new NotUnderstoodException(otherwise);
        }
    }
}
