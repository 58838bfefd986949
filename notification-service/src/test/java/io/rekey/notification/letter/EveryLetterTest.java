package io.rekey.notification.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rekey.notification.ticket.Ticket;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Renders every folder of {@code resources/mail}; a mail that is added is tested by being there. */
class EveryLetterTest {

    private static final String LINK = "https://rekey.example.com/set-up#t=eyJhbGciOiJFZERTQSJ9.e30.c2ln&x=1";
    private static final Instant AT = Instant.parse("2026-11-21T09:14:00.417Z");
    private static final Set<String> WITH_LINK = Set.of("reset", "invitation", "link-reissued");
    private static final Pattern LOADS =
            Pattern.compile("(?i)src=|url\\(|@import|<link|<script|<img|background=|<form");

    /** What the events of all mails tell; each shows what it knows. */
    private static final Map<String, String> FACTS = Map.ofEntries(
            Map.entry("targets", "250"),
            Map.entry("approvals", "2"),
            Map.entry("plan", "p-1"),
            Map.entry("ticket", "HD-4711"),
            Map.entry("expiresAt", "2026-11-21T13:14:00.417Z"),
            Map.entry("decision", "refused"),
            Map.entry("user", "u-ada"),
            Map.entry("resets", "61"),
            Map.entry("usual", "60"),
            Map.entry("untilAt", "2026-11-21T10:14:00.417Z"),
            Map.entry("roles", "SUPPORT"),
            Map.entry("permissions", "user:read, mfa:reset"));

    private final WriteLetter letters = new WriteLetter();

    @ParameterizedTest
    @MethodSource("folders")
    void rendersWithEverythingFilledIn(String template) {
        Letter letter = letters.write(template, everything(template), AT, FACTS);
        for (String part : new String[] {letter.subject(), letter.text(), letter.html()}) {
            assertThat(part).doesNotContain("${", "[[", "[(", "[#", "[/", " th:", "<th:", "null", "~{", "xmlns");
            assertThat(part).isNotBlank();
        }
        assertThat(letter.text()).contains("Hello Marta Okafor,", "November 21, 2026, 9:14 AM (UTC)");
        assertThat(letter.html()).contains("Hello Marta Okafor,", "November 21, 2026, 9:14 AM (UTC)");
        assertThat(letter.html()).startsWith("<!doctype html>").contains("<title>", "</html>", "lang=\"en\"");
        assertThat(letter.text()).contains("Nobody at Harbor & Mutual will ask you");
        assertThat(letter.html()).contains("Nobody at Harbor &amp; Mutual will ask you");
        assertThat(letter.subject()).doesNotContain("\n").hasSizeLessThanOrEqualTo(120);
    }

    @ParameterizedTest
    @MethodSource("folders")
    void showsTheLinkOnceWhereItBelongsAndNowhereElse(String template) {
        Letter letter = write(template, everything(template));
        int times = WITH_LINK.contains(template) ? 1 : 0;
        assertThat(letters.hasLink(template)).isEqualTo(times == 1);
        assertThat(letter.text().lines().filter(LINK::equals)).hasSize(times);
        assertThat(count(letter.html(), "href=\"" + LINK.replace("&", "&amp;") + "\""))
                .isEqualTo(times);
        assertThat(count(letter.html(), "href=")).isEqualTo(times);
        assertThat(count(letter.text() + letter.html(), "eyJ")).isEqualTo(2 * times);
        assertThat(letter.subject() + letter).doesNotContain("eyJ");
        if (times == 1) {
            assertThat(letter.text()).contains("Works until 10:14 AM (UTC), once", "opens rekey.example.com");
            assertThat(letter.html())
                    .contains("Works until 10:14 AM (UTC), once", "<strong>rekey.example.com</strong>");
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void loadsNothing(String template) {
        Letter letter = write(template, everything(template));
        assertThat(LOADS.matcher(letter.html()).find()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void rendersWithTheLeastThatATicketMayHold(String template) {
        Letter letter = write(template, new Ticket("marta@example.com", "", "", "", LINK, null, Map.of()));
        assertThat(letter.text()).startsWith("Hello,\n");
        assertThat(letter.html()).contains("Hello,<br>");
        assertThat(letter.text() + letter.html()).doesNotContain("null", "Works until", ">By<", "By:");
        assertThat(letter.html()).contains(">When<");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img src=x onerror=alert(1)>",
                "{{7*7}}",
                "${7*7}",
                "[[${link}]]",
                "__${7*7}__",
                "<a href=evil>Bob",
                "\"><style>*{}"
            })
    void takesWhatPeopleWroteAsText(String name) {
        Ticket ticket = new Ticket(
                "marta@example.com", name, name, "en", LINK, AT.plusSeconds(3600), Map.of("by", name, "why", name));
        Letter letter = write("reset", ticket);
        assertThat(letter.text()).contains("Hello " + name + ",", "Why: " + name);
        String escaped = name.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
        assertThat(letter.html()).contains("Hello " + escaped + ",<br>");
        assertThat(letter.html()).doesNotContain("<img", "<a href=evil", ">49<", "Hello 49", "<style>*");
        assertThat(count(letter.html(), "href=\"")).isOne();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void letsNobodyBreakOutOfTheirPlace(String template) {
        String hostile = "<img src=x>\r\nBcc: evil@example.org\u2028__${7*7}__\u760d\u760a";
        Map<String, String> facts = new HashMap<>(FACTS);
        facts.replaceAll((name, value) -> name.endsWith("At") || name.equals("decision") ? value : hostile);
        Ticket ticket = new Ticket(
                "marta@example.com", hostile, hostile, "en", LINK, AT, Map.of("by", hostile, "why", hostile));
        Letter letter = letters.write(template, ticket, AT, facts);
        assertThat(letter.subject().chars()).noneMatch(unit -> (unit & 0xff) == '\n' || (unit & 0xff) == '\r');
        assertThat(letter.html()).contains("&lt;img src=x&gt; Bcc").doesNotContain("<img", ">49<", "_49_");
        assertThat(letter.text()).contains("<img src=x> Bcc").doesNotContain("\nBcc", "\r", "_49_");
    }

    @Test
    void writesWhatTheDesignShows() {
        Letter letter = write("reset", everything("reset"));
        assertThat(letter.subject()).isEqualTo("Your second factor was reset");
        assertThat(letter.html())
                .contains("Set up a new one before 10:14 AM.", ">Google Authenticator, security key<", ">Priya Raman<");
        assertThat(letter.text()).contains("""
            What: Google Authenticator, security key
            By: Priya Raman
            Why: Phone lost
            When: November 21, 2026, 9:14 AM (UTC)

            Did not ask for this?\
            """);
    }

    @Test
    void doesNotPromiseTheDirectDoorWhereItIsClosed() {
        Ticket linkOnly = new Ticket(
                "marta@example.com", "Marta", "Acme", "en", LINK, AT.plusSeconds(60), Map.of("direct", "false"));
        assertThat(write("reset", linkOnly).text())
                .contains("ask your help desk")
                .doesNotContain("sign in with your");
        assertThat(write("reset", everything("reset")).text()).contains("sign in with your password");
    }

    @Test
    void namesTheDayOfAnExpiryThatIsNotToday() {
        Ticket tomorrow =
                new Ticket("marta@example.com", "Marta", "Acme", "en", LINK, AT.plusSeconds(86_400), Map.of());
        assertThat(write("reset", tomorrow).text()).contains("Works until November 22, 2026, 9:14 AM (UTC)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "../../secret", "EN", "en-US-x", "", "xx\n"})
    void fallsBackToEnglishForALanguageWithoutFolder(String language) {
        Ticket ticket = new Ticket("marta@example.com", "Marta", "Acme", language, LINK, null, Map.of());
        assertThat(write("reset", ticket).language()).isEqualTo("en");
    }

    @Test
    void usesTheFolderOfTheLanguage() {
        Ticket ticket = new Ticket("marta@example.com", "Marta", "Acme", "eo", LINK, null, Map.of());
        Letter letter = write("language-sample", ticket);
        assertThat(letter.language()).isEqualTo("eo");
        assertThat(letter.subject()).isEqualTo("Saluton Marta");
        assertThat(letters.hasLink("language-sample")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../reset", "", "Reset", "reset/", "a.b"})
    void takesNothingButANameForATemplate(String template) {
        assertThatIllegalArgumentException().isThrownBy(() -> letters.hasLink(template));
    }

    private Letter write(String template, Ticket ticket) {
        return letters.write(template, ticket, AT, Map.of());
    }

    /** The link is given to every mail, so that one that shows it without being meant to is found. */
    private static Ticket everything(String template) {
        return new Ticket(
                "marta@example.com",
                "Marta Okafor",
                "Harbor & Mutual",
                "en",
                LINK,
                AT.plusSeconds(3600),
                Map.of(
                        "what", "Google Authenticator, security key",
                        "by", "Priya Raman",
                        "why", "Phone lost",
                        "device", "Windows 11, Edge",
                        "left", "9",
                        "console", "https://rekey.example.com"));
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    static Stream<String> folders() throws IOException, URISyntaxException {
        Path mails = Path.of("src/main/resources/mail");
        try (Stream<Path> found = Files.list(mails)) {
            return found
                    .filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }
}
