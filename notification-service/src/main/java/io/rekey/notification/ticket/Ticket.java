package io.rekey.notification.ticket;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Leave to send one mail once, and what the mail needs that no event may carry. Used for one attempt and forgotten: it is
 * never stored, and it does not tell its link, address or name when printed (R80).
 *
 * @param address where to, the user's verified address at this moment (R71)
 * @param language of the person, for example {@code en}
 * @param link the way back in, only for mails that carry one; the same at every attempt
 * @param linkExpiresAt until when it works
 * @param details short texts for the mail, such as who did it and why
 */
public record Ticket(
        String address,
        String displayName,
        String organizationName,
        String language,
        @Nullable String link,
        @Nullable Instant linkExpiresAt,
        Map<String, String> details) {

    public Ticket {
        Objects.requireNonNull(address, "address");
        displayName = orEmpty(displayName);
        organizationName = orEmpty(organizationName);
        language = orEmpty(language);
        details = withoutNulls(details);
    }

    @Override
    public String toString() {
        return "Ticket[language=" + language + ", details=" + details.keySet() + "]";
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static Map<String, String> withoutNulls(@Nullable Map<String, String> details) {
        if (details == null) {
            return Map.of();
        }
        return details.entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
