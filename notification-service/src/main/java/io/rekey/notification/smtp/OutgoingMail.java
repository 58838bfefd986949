package io.rekey.notification.smtp;

import io.rekey.notification.letter.Letter;
import java.time.Instant;

/**
 * One mail as it goes to the mail server.
 *
 * @param mailId what the Message-ID is made from
 * @param address as the ticket gave it, not yet trusted
 * @param at its Date header
 */
public record OutgoingMail(String mailId, String address, String displayName, Letter letter, Instant at) {

    @Override
    public String toString() {
        return "OutgoingMail[" + mailId + "]";
    }
}
