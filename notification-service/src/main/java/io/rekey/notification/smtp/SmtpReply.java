package io.rekey.notification.smtp;

import jakarta.mail.MessagingException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/**
 * What the mail server said, as far as it may be told. A server likes to quote the address, and one that dislikes a mail may
 * quote its link; so only the codes and plain short words are kept (R80).
 */
record SmtpReply(int code, String text) {

    private static final int MAX_WORDS = 100;
    private static final Pattern ENHANCED_CODE = Pattern.compile("\\b[245]\\.\\d{1,3}\\.\\d{1,3}\\b");
    private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z][a-z'-]{0,14}[.,:;]?|[A-Z]{2,10}[.,:;]?");
    // Credentials or TLS are wanted first: our configuration is at fault, not this mail.
    private static final int AUTHENTICATION_REQUIRED = 530;

    /** Empty if the trouble was not an answer: no connection, a cut one, silence. */
    static Optional<SmtpReply> in(MessagingException trouble) {
        SmtpReply outer = null;
        for (Exception e = trouble; e instanceof MessagingException link; e = next(link)) {
            switch (link) {
                case SMTPAddressFailedException inner -> {
                    return of(inner.getReturnCode(), inner.getMessage());
                }
                case SMTPSenderFailedException inner -> {
                    return of(inner.getReturnCode(), inner.getMessage());
                }
                case SMTPSendFailedException whole ->
                    outer = of(whole.getReturnCode(), whole.getMessage()).orElse(outer);
                default -> {}
            }
        }
        return Optional.ofNullable(outer);
    }

    boolean isForGood() {
        return code >= 500 && code < 600 && code != AUTHENTICATION_REQUIRED;
    }

    /** Codes and plain words, at most 200 characters. */
    String withoutSecrets(String address) {
        String localPart = address.replaceFirst("@.*", "").toLowerCase(Locale.ROOT);
        String words = Arrays.stream(text.split("\\s+"))
                .filter(word -> PLAIN_WORD.matcher(word).matches() && !isPartOf(word, localPart))
                .collect(Collectors.joining(" "));
        return (code + " " + enhancedCode() + words.substring(0, Math.min(words.length(), MAX_WORDS))).strip();
    }

    private String enhancedCode() {
        Matcher matcher = ENHANCED_CODE.matcher(text);
        return matcher.find() ? matcher.group() + " " : "";
    }

    private static boolean isPartOf(String word, String localPart) {
        return word.length() > 2
                && localPart.contains(word.replaceFirst("[.,:;]$", "").toLowerCase(Locale.ROOT));
    }

    private static Optional<SmtpReply> of(int code, @Nullable String text) {
        return code < 400 ? Optional.empty() : Optional.of(new SmtpReply(code, text == null ? "" : text));
    }

    private static @Nullable Exception next(MessagingException link) {
        return link.getNextException();
    }
}
