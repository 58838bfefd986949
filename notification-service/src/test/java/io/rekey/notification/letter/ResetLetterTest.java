package io.rekey.notification.letter;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.notification.ticket.Ticket;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mail about a reset says what is void and what is not, and how to get back in. */
class ResetLetterTest {

    private static final Instant AT = Instant.parse("2026-11-21T09:14:00.417Z");
    private static final String DIRECT = "sign in with your password and you are led through the same steps";

    private final WriteLetter letters = new WriteLetter();

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void asksForANewAuthenticatorWhereTheOldOneIsVoid(String direct) {
        Letter letter = letters.write("reset", ticket(direct), AT, Map.of("what", "Authy"));
        for (String part : new String[] {letter.text(), letter.html()}) {
            String words = words(part);
            assertThat(words)
                    .contains(
                            "the authenticators listed below, your backup codes and your trusted devices no longer open")
                    .contains("Set up a new authenticator to get back in")
                    .doesNotContain("goes on working");
            assertThat(words.contains(DIRECT)).isEqualTo(direct.equals("true"));
        }
    }

    /** Whoever still has an authenticator is not led through a set-up at sign-in. */
    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void saysThatTheAuthenticatorGoesOnWorkingWhereOnlyTheCodesAreVoid(String direct) {
        Map<String, String> facts = Map.of("what", "backup codes", "codesOnly", "true");
        Letter letter = letters.write("reset", ticket(direct), AT, facts);
        for (String part : new String[] {letter.text(), letter.html()}) {
            assertThat(words(part))
                    .contains("your backup codes and your trusted devices no longer open your account")
                    .contains("Your authenticator goes on working: sign in with it as before.")
                    .contains("ask your help desk for a new mail")
                    .doesNotContain("authenticators listed below", "to get back in", "old authenticators", DIRECT);
        }
    }

    private static String words(String part) {
        return part.replaceAll("\\s+", " ");
    }

    private static Ticket ticket(String direct) {
        return new Ticket(
                "marta@example.com",
                "Marta Okafor",
                "Harbor Mutual",
                "en",
                "https://rekey.example.com/set-up/x",
                AT.plusSeconds(3600),
                Map.of("direct", direct));
    }
}
