package io.rekey.identity.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.MfaStandIn;
import io.rekey.identity.People;
import io.rekey.identity.Person;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is refused on the way, each on the page that it is about, and each with what is not refused. */
class SetUpRefusalsIT extends MailedLinks {

    @Test
    void refusesAWrongPasswordAndTakesTheRightOne() {
        Person marta = resetUser();
        PageBrowser at = opened(marta).go("/set-up/password").submit(Map.of("password", "not this one"));
        assertThat(at.status()).isEqualTo(401);
        assertThat(at.refusal()).isEqualTo("That password did not match. Try again.");
        assertThat(at.answer().text()).doesNotContain("not this one");
        at.submit(Map.of("password", People.PASSWORD));
        assertThat(at.heading()).isEqualTo("Pick your authenticator app");
    }

    @Test
    void pausesAfterTooManyTriesAndGoesOnLater() {
        Person marta = resetUser();
        PageBrowser at = opened(marta).go("/set-up/password");
        for (int i = 0; i < 12; i++) {
            at.submit(Map.of("password", "not this one"));
        }
        at.submit(Map.of("password", People.PASSWORD));
        assertThat(at.status()).isEqualTo(429);
        assertThat(at.refusal()).startsWith("Too many tries.");
        clock.advance(Duration.ofMinutes(16));
        at.submit(Map.of("password", People.PASSWORD));
        assertThat(at.heading()).isEqualTo("Pick your authenticator app");
    }

    @Test
    void refusesAWrongCodeBesideTheSameKeyAndTakesTheRightOne() {
        PageBrowser at = withKey(resetUser());
        String key = at.page().select(".rk-secret").text();
        at.submit(Map.of("code", "000000"));
        assertThat(at.status()).isEqualTo(422);
        assertThat(at.refusal()).startsWith("That code was not right.");
        assertThat(at.page().select(".rk-secret").text()).isEqualTo(key);
        assertThat(codes(at.submit(Map.of("code", MfaStandIn.FIRST_CODE)))).hasSize(10);
    }

    @Test
    void whatIsNoCodeCostsNoTry() {
        PageBrowser at = withKey(resetUser());
        int before = mfa.evaluatedGuesses();
        at.submit(Map.of("code", " "));
        assertThat(at.refusal()).isEqualTo("Type the six digits that the app shows.");
        assertThat(mfa.evaluatedGuesses()).isEqualTo(before);
    }

    @Test
    void saysSoWhenSecondFactorsCannotBeAsked() {
        PageBrowser at = chosen(resetUser());
        mfa.switchOff();
        at.submit(Map.of("provider", "google"));
        assertThat(at.status()).isEqualTo(503);
        assertThat(at.refusal()).startsWith("Nothing was changed. Second factors cannot be checked right now.");
        assertThat(at.heading()).isEqualTo("Pick your authenticator app");
        mfa.switchOn();
        at.submit(Map.of("provider", "google"));
        mfa.switchOff();
        at.submit(Map.of("code", MfaStandIn.FIRST_CODE));
        assertThat(at.status()).isEqualTo(503);
        assertThat(at.heading()).isEqualTo("Add your authenticator");
        mfa.switchOn();
        assertThat(codes(at.submit(Map.of("code", MfaStandIn.FIRST_CODE)))).hasSize(10);
    }

    @Test
    void aResetInBetweenSaysStartAgain() {
        Person marta = resetUser();
        PageBrowser at = withKey(marta);
        resetBySomebody(marta);
        at.submit(Map.of("code", MfaStandIn.FIRST_CODE));
        assertThat(at.status()).isEqualTo(409);
        assertThat(at.refusal()).endsWith("Start again.");
        assertThat(at.page().select(".rk-secret, .rk-codes")).isEmpty();
        assertThat(throughToCodes(marta)).as("by the new link").hasSize(10);
    }

    @Test
    void startingAgainInTheSameBrowserDoesNotWaitForItself() {
        Person marta = resetUser();
        PageBrowser at = withKey(marta);
        PageBrowser elsewhere = chosen(marta).submit(Map.of("provider", "authy"));
        assertThat(elsewhere.status()).isEqualTo(409);
        assertThat(elsewhere.refusal()).startsWith("Another set-up of this account is under way.");
        at.go("/set-up/password")
                .submit(Map.of("password", People.PASSWORD))
                .submit(Map.of("provider", "authy"))
                .submit(Map.of("code", MfaStandIn.FIRST_CODE));
        assertThat(codes(at)).hasSize(10);
    }

    @Test
    void aDeadLinkSaysWhatToDo() {
        Person marta = resetUser();
        String link = mailedLink(marta);
        assertThat(throughToCodes(marta)).hasSize(10);
        for (String dead : List.of(link, link + "x", "nonsense", "x%20y")) {
            PageBrowser at = new PageBrowser(browser(), "/set-up/" + dead);
            assertThat(at.status()).as(dead).isEqualTo(410);
            assertThat(at.refusal()).contains("ask your help desk for a new mail");
            assertThat(at.form()).isEmpty();
        }
        assertThat(new PageBrowser(browser(), "/set-up").heading()).isEqualTo("Open the link in your mail");
    }

    @Test
    void anExpiredLinkIsDeadAndOneInTimeIsNot() {
        Person marta = resetUser();
        PageBrowser at = opened(marta);
        clock.advance(Duration.ofMinutes(59));
        assertThat(at.go("/set-up").status()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(2));
        assertThat(at.go("/set-up").status()).isEqualTo(410);
    }
}
