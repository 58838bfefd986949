package io.rekey.local.journey;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads the mail of everybody. */
public final class Inbox {

    private static final Pattern LINK = Pattern.compile("https?://\\S+/set-up/([A-Za-z0-9_.-]+)");
    private static final int PAUSE_MILLIS = 50;

    private final Browser browser;

    Inbox(URI address) {
        this.browser = new Browser(address, "rekey");
    }

    /** The latest mail to an address with a link in it, received at or after an instant; waits for it. */
    public Mail awaitLink(String to, Instant since, Duration atMost) throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        Optional<Mail> found = latestWithLink(to, since);
        while (found.isEmpty() && System.nanoTime() < until) {
            Thread.sleep(PAUSE_MILLIS);
            found = latestWithLink(to, since);
        }
        return found.orElseThrow(
                () -> new UnexpectedException("a mail with a link within " + atMost.toSeconds() + " s", "none"));
    }

    /** How many mails an address got since an instant. */
    public long count(String to, Instant since) {
        return browser.get("/api/messages")
                .expect(200)
                .json()
                .valueStream()
                .filter(mail -> isFor(mail, to, since))
                .count();
    }

    /** Deletes all mail. */
    public void empty() {
        browser.delete("/api/messages", Map.of()).expect(204);
    }

    /** The latest mail to an address with a link in it, if there is one. */
    public Optional<Mail> latestWithLink(String to, Instant since) {
        return browser.get("/api/messages")
                .expect(200)
                .json()
                .valueStream()
                .filter(mail -> isFor(mail, to, since))
                .filter(mail -> LINK.matcher(mail.path("text").asString("")).find())
                .findFirst()
                .map(Inbox::mail);
    }

    private static boolean isFor(JsonNode mail, String to, Instant since) {
        return mail.path("to").asString("").equals(to)
                && !Instant.parse(mail.path("receivedAt").asString("")).isBefore(since);
    }

    private static Mail mail(JsonNode json) {
        Matcher link = LINK.matcher(json.path("text").asString(""));
        if (!link.find()) {
            throw new IllegalArgumentException("no link");
        }
        return new Mail(
                json.path("subject").asString(""),
                Instant.parse(json.path("receivedAt").asString("")),
                link.group(),
                link.group(1));
    }

    /**
     * A mail with a link.
     *
     * @param link the whole address
     * @param token what of it opens the door
     */
    public record Mail(String subject, Instant receivedAt, String link, String token) {

        @Override
        public String toString() {
            return "Mail[" + subject + "]";
        }
    }
}
