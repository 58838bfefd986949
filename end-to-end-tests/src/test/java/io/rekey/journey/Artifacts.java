package io.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.journey.Browser.Answer;
import java.util.Map;

/**
 * The probe set P(u) of the attack list: everything of a user that opened the account before a reset and must not
 * afterwards. Made before, tried after; a fresh code is taken each time, so that none is refused only for being used.
 */
record Artifacts(
        Person owner, Authenticator phone, String backupCode, Browser session, Browser trusted, Browser halfSignIn) {

    /** What a signed-in person has; their browser may be trusted. Spends nothing. */
    static Artifacts of(Person owner) {
        Browser trusted = owner.browser.copy();
        trusted.forget("__Host-rekey-session");
        Browser half = owner.browser.copy();
        half.forget("__Host-rekey-device");
        half.forget("__Host-rekey-session");
        Answer started = half.post("/api/v1/sign-in", Map.of("username", owner.username, "password", owner.password));
        assertThat(started.text("state")).isEqualTo("SECOND_FACTOR_REQUIRED");
        return new Artifacts(owner, owner.phone, owner.backupCodes.getLast(), owner.browser.copy(), trusted, half);
    }

    void areAllRefused() {
        assertThat(session.get("/api/v1/session").status()).as("old session").isEqualTo(401);
        refused("old trusted device", signIn(trusted.copy()));
        refused("old sign-in in progress", code(halfSignIn.copy(), phone.code()));
        refused("old code in a new sign-in", newSignIn("second-factor", phone.code()));
        refused("old backup code in a new sign-in", newSignIn("backup-code", backupCode));
        refused(
                "old backup code in the old sign-in",
                halfSignIn.copy().post("/api/v1/sign-in/backup-code", Map.of("code", backupCode)));
    }

    private Answer newSignIn(String factor, String code) {
        Browser fresh = RunningPlatform.shared().browser();
        signIn(fresh);
        return fresh.post("/api/v1/sign-in/" + factor, Map.of("code", code));
    }

    private Answer signIn(Browser browser) {
        return browser.post("/api/v1/sign-in", Map.of("username", owner.username, "password", owner.password));
    }

    private static Answer code(Browser browser, String code) {
        return browser.post("/api/v1/sign-in/second-factor", Map.of("code", code));
    }

    private static void refused(String what, Answer answer) {
        assertThat(answer.text("state")).as(what + ": " + answer.body()).isNotEqualTo("SIGNED_IN");
        assertThat(answer.problem()).as(what + " is refused for what it is").isNotEqualTo("paused");
    }
}
