package io.rekey.journey;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads everybody's mail, over the inbox's own API. */
public final class Inbox {

    private static final int PAUSE_MILLIS = 50;

    private final Browser browser;

    public Inbox(URI address) {
        this.browser = new Browser(address, "rekey");
    }

    /** All mails to an address, oldest first. */
    public List<Mail> mailsTo(String address) {
        String to = URLEncoder.encode(address, StandardCharsets.UTF_8);
        return browser.get("/api/messages?to=" + to)
                .expect(200)
                .json()
                .valueStream()
                .map(Mail::of)
                .toList()
                .reversed();
    }

    /** How many mails there are to anybody. */
    public int size() {
        return browser.get("/api/messages").expect(200).json().size();
    }

    /**
     * The latest mail to an address with a link in it, received at or after an instant; waits for it.
     *
     * @throws UnexpectedException if none comes in time
     */
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

    private Optional<Mail> latestWithLink(String to, Instant since) {
        return mailsTo(to).reversed().stream()
                .filter(mail -> !mail.receivedAt().isBefore(since))
                .filter(mail -> mail.link().isPresent())
                .findFirst();
    }

    /** A mail, as a mail program shows its text. Its link opens an account's set-up: never in {@code toString}. */
    public record Mail(String subject, Instant receivedAt, String text) {

        private static final Pattern LINK = Pattern.compile("https?://\\S+/set-up/([A-Za-z0-9_.-]+)");

        private static Mail of(JsonNode json) {
            return new Mail(
                    json.path("subject").asString(""),
                    Instant.parse(json.path("receivedAt").asString("")),
                    json.path("text").asString(""));
        }

        /** The address behind its link, if it has one. */
        public Optional<String> link() {
            return found().map(Matcher::group);
        }

        /** What of the link opens the door. */
        public Optional<String> token() {
            return found().map(link -> link.group(1));
        }

        private Optional<Matcher> found() {
            return Optional.of(LINK.matcher(text)).filter(Matcher::find);
        }

        @Override
        public String toString() {
            return "Mail[" + subject + "]";
        }
    }
}
