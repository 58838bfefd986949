package io.rekey.notification.smtp;

import io.rekey.notification.letter.Letter;
import jakarta.mail.BodyPart;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Date;
import java.util.HexFormat;

/**
 * The message of one mail. Its Message-ID depends on the mail alone, so a mail that had to be sent twice can be shown once
 * (R73); it says that a machine wrote it, so that no machine answers (RFC 3834 5).
 */
final class RekeyMessage extends MimeMessage {

    private final String id;

    private RekeyMessage(Session session, String id) {
        super(session);
        this.id = id;
    }

    static RekeyMessage of(Session session, OutgoingMail mail, InternetAddress recipient, SmtpProperties properties)
            throws MessagingException {
        RekeyMessage message = new RekeyMessage(session, messageId(mail.mailId(), properties.domain()));
        message.setFrom(properties.sender());
        message.setRecipient(RecipientType.TO, recipient);
        message.setSubject(mail.letter().subject(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(mail.at()));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("Content-Language", mail.letter().language());
        message.setContent(both(mail.letter()));
        message.saveChanges();
        return message;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", id);
    }

    /** Text first, HTML last: the last one that a reader understands is shown (RFC 2046 5.1.4). */
    private static MimeMultipart both(Letter letter) throws MessagingException {
        MimeMultipart alternative = new MimeMultipart("alternative");
        alternative.addBodyPart(part(letter.text(), "plain"));
        alternative.addBodyPart(part(letter.html(), "html"));
        return alternative;
    }

    private static BodyPart part(String content, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(content, StandardCharsets.UTF_8.name(), subtype);
        part.setHeader("Content-Transfer-Encoding", "quoted-printable"); // no line on the wire is longer than 76
        return part;
    }

    private static String messageId(String mailId, String domain) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(mailId.getBytes(StandardCharsets.UTF_8));
            return "<" + HexFormat.of().formatHex(hash, 0, 16) + "@" + domain + ">";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
