package io.rekey.notification.letter;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.notification.ticket.Ticket;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails to people who decide about others: what they say, and that nobody else can put words or ways into them. */
class AdministrationLettersTest {

    private static final Instant AT = Instant.parse("2026-11-21T09:14:00.417Z");
    private static final Ticket TICKET = new Ticket(
            "marta@example.com",
            "Marta Okafor",
            "Harbor Mutual",
            "en",
            null,
            null,
            Map.of("by", "Priya Raman", "console", "https://rekey.example.com"));
    private static final Ticket UNTOLD = new Ticket("marta@example.com", "", "", "", null, null, Map.of());

    private final WriteLetter letters = new WriteLetter();

    @ParameterizedTest
    @CsvSource({
        "approved, 'About the reset you asked for: approved', All the approvals",
        "refused, 'About the reset you asked for: refused', They refused it",
        "expired, 'About the reset you asked for: not approved in time', Nobody approved it in time"
    })
    void saysHowAResetWasDecided(String decision, String subject, String words) {
        Letter letter = letters.write("approval-decided", TICKET, AT, Map.of("decision", decision, "why", "no call"));
        assertThat(letter.subject()).isEqualTo(subject);
        assertThat(letter.text()).contains(words);
        assertThat(letter.html()).contains(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"approval-wanted", "approval-decided", "administrator-frozen"})
    void namesTheConsoleWithoutALinkToPress(String template) {
        Letter told = letters.write(template, TICKET, AT, Map.of());
        assertThat(told.text()).contains("Where: https://rekey.example.com, or ");
        assertThat(told.html()).contains(">https://rekey.example.com, or ").doesNotContain("href=");
        Letter untold = letters.write(template, UNTOLD, AT, Map.of());
        assertThat(untold.text() + untold.html()).doesNotContain("https:").contains("/api/v1/");
    }

    /** The mail asks for a decision, so whoever writes its reason must not lead the reader anywhere else. */
    @Test
    void makesNoLinkOfWhatTheRequesterWrote() {
        Letter letter = letters.write(
                "approval-wanted",
                TICKET,
                AT,
                Map.of("ticket", "<b>https://evil.example/a?b=1</b>", "plan", "www.evil.example"));
        assertThat(letter.text())
                .contains("Ticket: <b>https: //evil. example/a?b=1</b>", "Plan: www. evil. example")
                .doesNotContain("evil.example");
        assertThat(letter.html())
                .contains("&lt;b&gt;https: //evil. example/a?b=1&lt;/b&gt;")
                .doesNotContain("evil.example", "<b>");
    }
}
