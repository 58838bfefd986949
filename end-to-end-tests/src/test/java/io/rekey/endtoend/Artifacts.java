package io.rekey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.journey.Answer;
import io.rekey.journey.Authenticator;
import io.rekey.journey.Browser;
import io.rekey.journey.SignIn;

/**
 * The probe set P(u) of the attack list: everything of a user that opened the account before a reset and must not
 * afterwards. Made before, tried after, with a code of a half minute in which none was used: nothing is refused only for
 * being used. A link and a set-up in progress are the story of {@link OlderWaysBackTest}.
 */
record Artifacts(
        Person owner, Authenticator phone, String backupCode, Browser session, Browser trusted, Browser halfSignIn) {

    /** What a signed-in person whose browser is trusted has. Spends nothing. */
    static Artifacts of(Person owner) {
        Browser half = owner.trustedBrowser();
        half.forget(SignIn.DEVICE_COOKIE);
        assertThat(owner.givePassword(half).text("state")).isEqualTo("SECOND_FACTOR_REQUIRED");
        return new Artifacts(
                owner, owner.phone, owner.backupCodes.getLast(), owner.browser.copy(), owner.trustedBrowser(), half);
    }

    void areAllRefused() {
        freshCodes();
        assertThat(new SignIn(session).session().status()).as("old session").isEqualTo(401);
        refused("old trusted device", owner.givePassword(trusted.copy()));
        refused("old sign-in in progress", new SignIn(halfSignIn.copy()).code(phone.presentCode(), false));
        refused("old code in a new sign-in", new SignIn(passwordGiven()).code(phone.presentCode(), false));
        refused("old backup code in a new sign-in", new SignIn(passwordGiven()).backupCode(backupCode));
        refused("old backup code in the old sign-in", new SignIn(halfSignIn.copy()).backupCode(backupCode));
    }

    /** The positive twin: where nothing was reset, each of them opens the account. */
    void areAllAccepted() {
        freshCodes();
        assertThat(new SignIn(session).session().status()).as("session").isEqualTo(200);
        accepted("trusted device", owner.givePassword(trusted.copy()));
        accepted("sign-in in progress", new SignIn(halfSignIn.copy()).code(phone.presentCode(), false));
        freshCodes();
        accepted("code in a new sign-in", new SignIn(passwordGiven()).code(phone.presentCode(), false));
        accepted("backup code in a new sign-in", new SignIn(passwordGiven()).backupCode(backupCode));
    }

    private static void freshCodes() {
        Acme.shared().nextCodes();
    }

    private Browser passwordGiven() {
        Browser fresh = RunningPlatform.shared().browser();
        owner.givePassword(fresh);
        return fresh;
    }

    private static void accepted(String what, Answer answer) {
        assertThat(answer.text("state")).as(what + ": " + answer.described()).isEqualTo("SIGNED_IN");
    }

    private static void refused(String what, Answer answer) {
        assertThat(answer.text("state")).as(what + ": " + answer.described()).isNotEqualTo("SIGNED_IN");
        assertThat(answer.problem()).as(what + " is refused for what it is").isNotEqualTo("paused");
    }
}
