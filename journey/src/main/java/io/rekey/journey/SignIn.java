package io.rekey.journey;

import java.util.Map;

/** Sign-in in one browser, step by step. */
public final class SignIn {

    /** The cookie of a browser that may skip the second factor. */
    public static final String DEVICE_COOKIE = "__Host-rekey-device";

    /** The cookie of a session. */
    public static final String SESSION_COOKIE = "__Host-rekey-session";

    /** Of this half minute, the one before and the next one, one is unused. */
    private static final int CODES_TRIED = 3;

    private final Browser browser;

    public SignIn(Browser browser) {
        this.browser = browser;
    }

    public Answer password(Account account) {
        return browser.post("/api/v1/sign-in", Map.of("username", account.username(), "password", account.password()));
    }

    public Answer code(String code, boolean trustBrowser) {
        return browser.post("/api/v1/sign-in/second-factor", Map.of("code", code, "trustBrowser", trustBrowser));
    }

    public Answer backupCode(String code) {
        return browser.post("/api/v1/sign-in/backup-code", Map.of("code", code));
    }

    /** Who the server says is signed in here. */
    public Answer session() {
        return browser.get("/api/v1/session");
    }

    /** Password and code; takes the next code where somebody else with the same secret used this one. */
    public Answer complete(Account account, Authenticator authenticator, boolean trustBrowser)
            throws InterruptedException {
        password(account).expect(200).expect("state", "SECOND_FACTOR_REQUIRED");
        Answer answer = code(authenticator.freshCode(), trustBrowser);
        for (int again = 1; again < CODES_TRIED && answer.problem().equals("code-already-used"); again++) {
            answer = code(authenticator.freshCode(), trustBrowser);
        }
        return answer.expect(200).expect("state", "SIGNED_IN");
    }
}
