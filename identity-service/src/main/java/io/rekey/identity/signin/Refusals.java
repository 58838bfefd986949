package io.rekey.identity.signin;

import io.rekey.identity.device.DeviceToken;
import io.rekey.identity.factor.CheckedCode;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Cookies;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** What somebody is told whose code was not taken: what happened, and what to do. */
public final class Refusals {

    private Refusals() {}

    /** Says nothing about whether there is such an account, nor what is wrong with it. */
    static Problem didNotMatch() {
        return Problem.of(
                HttpStatus.UNAUTHORIZED,
                "did-not-match",
                "That did not match. Check the username and the password, then try again."
                        + " After too many tries, sign-in pauses for up to 15 minutes.");
    }

    /** The same for a trusted browser, whose token was replaced when it was asked for: it gets the new one all the same. */
    static Problem didNotMatch(DeviceToken next) {
        Problem refusal = didNotMatch();
        refusal.getHeaders().add(HttpHeaders.SET_COOKIE, Cookies.DEVICE.header(next.token(), next.lifetime()));
        return refusal;
    }

    static Problem of(CheckedCode.Result result) {
        return result == CheckedCode.Result.ALREADY_USED
                ? Problem.unprocessable("code-already-used", "That code was already used. Wait for the next one.")
                : Problem.unprocessable(
                        "wrong-code",
                        "That code was not right. Wait for the next one and type it. If it fails again, your phone's"
                                + " clock may be off: give two codes in a row.");
    }

    /** The first code of a new authenticator: nothing is known of its clock yet, so two in a row are no way out. */
    public static Problem wrongFirstCode() {
        return Problem.unprocessable(
                "wrong-code",
                "That code was not right. Wait for the next one and type it. If it fails again, let your phone set its"
                        + " clock by itself.");
    }

    static Problem wrongBackupCode() {
        return Problem.unprocessable("wrong-code", "That backup code was not right, or was used before.");
    }

    public static Problem wrongPassword() {
        return Problem.of(HttpStatus.UNAUTHORIZED, "did-not-match", "That password did not match. Try again.");
    }

    public static Problem paused() {
        return Problem.of(
                HttpStatus.TOO_MANY_REQUESTS,
                "paused",
                "Too many tries. Sign-in pauses for up to 15 minutes; then try again.");
    }

    public static Problem setUpElsewhere() {
        return Problem.conflict(
                "set-up-under-way",
                "Another set-up of this account is under way. Go on there, or wait ten minutes and start again.");
    }

    public static Problem deadLink() {
        return Problem.of(
                HttpStatus.GONE,
                "link-dead",
                "This link no longer works. It was used, replaced or too old. Sign in with your password to set up"
                        + " again, or ask your help desk for a new mail.");
    }
}
