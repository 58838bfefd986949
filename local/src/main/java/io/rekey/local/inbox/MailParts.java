package io.rekey.local.inbox;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Instant;

/** Finds in a MIME message what a person reads. */
final class MailParts {

    private MailParts() {}

    static StoredMail read(String id, String recipient, Instant receivedAt, MimeMessage message)
            throws IOException, MessagingException {
        String subject = message.getSubject();
        return new StoredMail(
                id,
                recipient,
                subject == null ? "" : subject,
                receivedAt,
                part(message, "text/plain"),
                part(message, "text/html"));
    }

    /** The first part of that type, at whatever depth; empty if there is none. */
    private static String part(Part part, String type) throws IOException, MessagingException {
        if (part.isMimeType(type)) {
            return String.valueOf(part.getContent());
        }
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                String found = part(parts.getBodyPart(i), type);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return "";
    }
}
