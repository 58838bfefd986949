package io.rekey.notification.letter;

import io.rekey.notification.ticket.Ticket;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a template can show. Every text that somebody else chose has been cleaned before it gets here. */
final class Words {

    private static final int MAX_NAME = 80;
    private static final int MAX_DETAIL = 500;

    private final Locale locale;

    Words(Locale locale) {
        this.locale = locale;
    }

    /**
     * The variables: {@code language}, {@code name}, {@code organization}, {@code when}, {@code details}, {@code console} (the
     * console's base address, if the ticket gives it), and for mails with a link {@code link}, {@code linkHost}, {@code linkUntil}.
     */
    Map<String, @Nullable Object> of(Ticket ticket, Instant happenedAt, Map<String, String> facts) {
        Map<String, @Nullable Object> words = new HashMap<>();
        words.put("language", locale.toLanguageTag());
        words.put("name", CleanText.line(ticket.displayName(), MAX_NAME));
        words.put("organization", CleanText.line(ticket.organizationName(), MAX_NAME));
        words.put("when", dateAndTime(happenedAt));
        words.put("details", details(facts, ticket.details()));
        words.put("console", ticket.details().get("console"));
        words.put("link", ticket.link());
        words.put(
                "linkHost",
                ticket.link() == null ? null : URI.create(ticket.link()).getAuthority());
        words.put("linkUntil", ticket.linkExpiresAt() == null ? null : until(ticket.linkExpiresAt(), happenedAt));
        return words;
    }

    /** Facts that are moments become date and time; all others are what people wrote, who must not put links into our mail. */
    private Map<String, String> details(Map<String, String> facts, Map<String, String> told) {
        Map<String, String> details = new HashMap<>(facts);
        details.replaceAll((name, value) -> name.endsWith("At") ? dateAndTime(Instant.parse(value)) : value);
        details.putAll(told); // identity-service knows better than the event, it was asked later
        details.replaceAll((name, value) -> CleanText.unlinked(CleanText.line(value, MAX_DETAIL)));
        details.values().removeIf(String::isEmpty);
        return details;
    }

    private String until(Instant expiresAt, Instant happenedAt) {
        boolean sameDay = expiresAt
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
                .equals(happenedAt.atZone(ZoneOffset.UTC).toLocalDate());
        return sameDay
                ? format(expiresAt, DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT))
                : dateAndTime(expiresAt);
    }

    private String dateAndTime(Instant at) {
        return format(at, DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)) + ", "
                + format(at, DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT));
    }

    private String format(Instant at, DateTimeFormatter formatter) {
        ZonedDateTime utc = at.atZone(ZoneOffset.UTC);
        return formatter
                .withLocale(locale)
                .format(utc)
                .replace('\u202f', ' '); // Java's narrow space looks odd in old mail programs
    }
}
