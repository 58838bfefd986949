package io.rekey.local.inbox;

import java.time.Instant;

/**
 * A mail as a person reads it.
 *
 * @param id its place in the folder: later mails have greater ids
 * @param to the address it was sent to
 * @param text the plain part, empty if there is none
 * @param html the HTML part, empty if there is none
 */
public record StoredMail(String id, String to, String subject, Instant receivedAt, String text, String html) {

    @Override
    public String toString() {
        return "StoredMail[" + id + "]"; // mails hold links
    }
}
