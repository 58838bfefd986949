package io.rekey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.journey.Account;
import io.rekey.journey.Answer;
import io.rekey.journey.Browser;
import io.rekey.journey.SignIn;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Strangers guess at somebody's password: they are slowed down, and the owner is not kept out for good (R6, R8, I12). */
class StrangersGuessTest {

    private static final int GUESSES = 8;

    private final Acme acme = Acme.shared();
    private final Person marta = acme.member("marta").signIn(true);
    private final Browser trusted = marta.trustedBrowser();

    StrangersGuessTest() {
        Account guessed = new Account(marta.username, marta.inbox.address(), "not her password", "", List.of());
        for (int i = 0; i < GUESSES; i++) {
            new SignIn(acme.platform.browser()).password(guessed).expect(401);
        }
    }

    @Test
    void pauseTheAccountForEveryOtherBrowser() {
        assertThat(marta.givePassword(acme.platform.browser()).problem()).isEqualTo("did-not-match");

        acme.platform.clock.advance(Duration.ofMinutes(16));

        assertThat(marta.givePassword(acme.platform.browser()).text("state")).isEqualTo("SECOND_FACTOR_REQUIRED");
    }

    @Test
    void doNotKeepTheOwnersTrustedBrowserOut() {
        assertThat(marta.givePassword(trusted).text("state")).isEqualTo("SIGNED_IN");
    }

    @Test
    void aThiefWithTheTrustedBrowserIsSlowedDownAsWell() {
        Account guessed = new Account(marta.username, marta.inbox.address(), "not her password", "", List.of());
        for (int i = 0; i < GUESSES; i++) {
            new SignIn(trusted).password(guessed).expect(401);
        }

        Answer right = marta.givePassword(trusted);

        assertThat(right.problem()).as("even the right password").isEqualTo("did-not-match");
        assertThat(trusted.hasCookie(SignIn.DEVICE_COOKIE)).isTrue();
        acme.platform.clock.advance(Duration.ofMinutes(16));
        assertThat(marta.givePassword(trusted).text("state"))
                .as("with the token it has by now")
                .isEqualTo("SIGNED_IN");
    }
}
