package io.rekey.notification.smtp;

import io.rekey.notification.letter.CleanText;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who gets a mail: exactly one address, in a form that leaves the SMTP conversation no room for a second (R69). */
final class Recipient {

    private static final int MAX_ADDRESS = 254; // RFC 5321 4.5.3.1.3, without the angle brackets
    private static final int MAX_NAME = 60;
    private static final Pattern ADDRESS = Pattern.compile(
            "[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}))*");

    private Recipient() {}

    /** Empty for whatever is not plainly one ASCII address. */
    static Optional<InternetAddress> of(String address, String displayName) {
        if (address.length() > MAX_ADDRESS || !ADDRESS.matcher(address).matches()) {
            return Optional.empty();
        }
        InternetAddress recipient = new InternetAddress();
        recipient.setAddress(address);
        String name = CleanText.header(displayName, MAX_NAME);
        return Optional.of(name.isEmpty() ? recipient : named(recipient, name));
    }

    private static InternetAddress named(InternetAddress recipient, String name) {
        try {
            recipient.setPersonal(name, StandardCharsets.UTF_8.name());
            return recipient;
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("every Java has UTF-8", e);
        }
    }
}
