package io.rekey.notification.smtp;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What Rekey's mails have in common; host, port and credentials are Boot's {@code spring.mail}.
 *
 * @param from the one sender of all mails, for example {@code Rekey <rekey@example.com>}
 * @param messageIdDomain right half of each Message-ID; the sender's domain if not set
 * @param startTlsRequired whether a server that offers no STARTTLS, or a bad certificate, gets no mail (R74)
 */
@ConfigurationProperties("rekey.smtp")
public record SmtpProperties(
        @DefaultValue("") String from,
        @Nullable String messageIdDomain,
        @DefaultValue("true") boolean startTlsRequired) {

    public SmtpProperties {
        if (from.isBlank()) {
            throw new IllegalArgumentException(
                    "rekey.smtp.from must be set to the sender of all mails (REKEY_SMTP_FROM)");
        }
        String domain = parse(from).getAddress().replaceFirst(".*@", "");
        messageIdDomain = messageIdDomain == null || messageIdDomain.isBlank() ? domain : messageIdDomain;
        if (!messageIdDomain.matches("[A-Za-z0-9.-]{1,200}")) {
            throw new IllegalArgumentException("rekey.smtp.message-id-domain is not a domain");
        }
    }

    /** The sender, parsed. */
    InternetAddress sender() {
        return parse(from);
    }

    /** Never null once built. */
    String domain() {
        return String.valueOf(messageIdDomain);
    }

    private static InternetAddress parse(String from) {
        try {
            InternetAddress sender = new InternetAddress(from, true);
            if (sender.getAddress().indexOf('@') > 0 && from.chars().noneMatch(Character::isISOControl)) {
                return sender;
            }
        } catch (AddressException e) {
            // answered below, the same way
        }
        throw new IllegalArgumentException("rekey.smtp.from is not an address, for example: Rekey <rekey@example.com>");
    }
}
