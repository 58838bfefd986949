package io.rekey.identity.guess;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.identity.SignInFailed;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.MfaStandIn;
import io.rekey.identity.Person;
import io.rekey.identity.Race;
import io.rekey.identity.RunningIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** I9, R6 to R8: one budget per account over all sessions, doors and factors; a pause, never a lock. */
class GuessBudgetIT extends RunningIdentity {

    private Person marta;
    private Browser browser;

    @BeforeEach
    void startSignIn() {
        marta = user();
        browser = browser();
        browser.signIn(marta);
    }

    @Test
    void pausesAfterFiveWrongGuessesAndRefusesTheRightCodeMeanwhile() {
        for (int guess = 1; guess <= 5; guess++) {
            assertThat(browser.code("000000").problem()).isEqualTo("wrong-code");
        }
        String right = mfa.codeFor(marta.id());
        Answer paused = browser.code(right);
        assertThat(paused.status()).isEqualTo(429);
        assertThat(paused.problem()).isEqualTo("paused");
        assertThat(browser().signIn(marta).status()).as("the password's door").isEqualTo(401);
        assertThat(mfa.evaluatedGuesses()).isEqualTo(5);

        clock.advance(Duration.ofSeconds(30));
        assertThat(browser.code(right).state())
                .as("nobody is locked out for good")
                .isEqualTo("SIGNED_IN");
        assertThat(read(marta).guesses().count()).isZero();
    }

    @Test
    void armsAgainAfterEachPauseAndForLonger() {
        for (int guess = 1; guess <= 5; guess++) {
            browser.code("000000");
        }
        for (Duration pause : List.of(Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(2))) {
            clock.advance(pause.minusMillis(1));
            assertThat(browser.code("000000").problem()).as("still " + pause).isEqualTo("paused");
            clock.advance(Duration.ofMillis(1));
            assertThat(browser.code("000000").problem()).as("after " + pause).isEqualTo("wrong-code");
            assertThat(browser.code("000000").problem()).isEqualTo("paused");
        }
        assertThat(mfa.evaluatedGuesses()).isEqualTo(8);
    }

    /** S09: alternating buys nothing. */
    @Test
    void isSharedByEveryDoor() {
        browser.code("000000");
        browser.backupCode("CODE-0");
        browser.post("/api/v1/sign-in/resynchronization", Map.of("firstCode", "000000", "secondCode", "000001"));
        browser().signIn(marta.username(), "wrong");
        Browser elsewhere = browser();
        assertThat(elsewhere.signIn(marta).state()).isEqualTo("SECOND_FACTOR_REQUIRED");
        assertThat(elsewhere.code("000000").problem()).isEqualTo("wrong-code");
        for (Browser any : List.of(browser, elsewhere)) {
            assertThat(any.code(mfa.codeFor(marta.id())).problem()).isEqualTo("paused");
            assertThat(any.backupCode(mfa.backupCodeFor(marta.id(), "USER", 1)).problem())
                    .isEqualTo("paused");
        }
        assertThat(read(marta).guesses().count()).isEqualTo(5);
        assertThat(eventsAbout(marta, SignInFailed.class))
                .extracting(SignInFailed::method)
                .contains("totp", "backup-code", "password");
    }

    @Test
    void coversTheLinkAndTheFirstCode() {
        resetBySomebody(marta);
        String link = mailedLink(marta);
        Browser opened = browser();
        opened.openLink(link, marta.password());
        opened.begin("google");
        opened.confirm("000000");
        opened.confirm("000001");
        for (int guess = 0; guess < 3; guess++) {
            assertThat(browser().openLink(link, "wrong").problem()).isEqualTo("did-not-match");
        }
        assertThat(opened.confirm(MfaStandIn.FIRST_CODE).problem()).isEqualTo("paused");
        assertThat(browser().openLink(link, marta.password()).problem()).isEqualTo("paused");
        clock.advance(Duration.ofSeconds(30));
        assertThat(opened.confirm(MfaStandIn.FIRST_CODE).state()).isEqualTo("SET_UP");
    }

    /** A known password alone clears nothing. */
    @Test
    void isNotRefilledByThePassword() {
        for (int guess = 1; guess <= 4; guess++) {
            browser.code("000000");
            browser().signIn(marta);
        }
        assertThat(read(marta).guesses().count()).isEqualTo(4);
        browser.code("000000");
        assertThat(browser.code(mfa.codeFor(marta.id())).problem()).isEqualTo("paused");
    }

    /** S07: the guess is paid for before it is checked, so that many at once cannot overshoot. */
    @Test
    void letsParallelGuessesNotOvershoot() throws Exception {
        List<Browser> browsers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Browser another = browser();
            another.signIn(marta);
            browsers.add(another);
        }
        List<Callable<Answer>> racers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Browser at = browsers.get(i % 4).twin();
            String code = "00000" + i % 10;
            boolean backup = i % 2 == 0;
            racers.add(() -> backup ? at.backupCode(code) : at.code(code));
        }
        List<Answer> answers = Race.of(racers);
        assertThat(answers).extracting(Answer::problem).containsOnly("wrong-code", "paused");
        assertThat(mfa.evaluatedGuesses()).isLessThanOrEqualTo(5);
        assertThat(read(marta).guesses().count()).isLessThanOrEqualTo(5);
    }

    @Test
    void pausesOneAccountAndNobodyElse() {
        for (int guess = 1; guess <= 5; guess++) {
            browser.code("000000");
        }
        assertThat(signedIn(user()).isSignedIn()).isTrue();
    }
}
