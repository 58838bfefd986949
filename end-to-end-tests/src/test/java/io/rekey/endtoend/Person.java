package io.rekey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.journey.Account;
import io.rekey.journey.Administrator;
import io.rekey.journey.Answer;
import io.rekey.journey.Authenticator;
import io.rekey.journey.Authenticator.Waiting;
import io.rekey.journey.Browser;
import io.rekey.journey.SetUp;
import io.rekey.journey.SignIn;
import java.util.List;
import java.util.Map;

/** Somebody with a browser, a phone and a mailbox. */
final class Person {

    final String username;
    final String password = "correct horse battery staple";
    final Mailbox inbox;
    private final RunningPlatform platform;
    List<String> backupCodes = List.of();
    String userId = "";
    Browser browser;
    Authenticator phone;

    Person(RunningPlatform platform, String username) {
        this.platform = platform;
        this.username = username;
        this.inbox = new Mailbox(platform.inbox(), username + "@acme.example");
        this.browser = platform.browser();
    }

    /** Opens the mailed link, proves or chooses the password and sets up an authenticator. */
    Answer setUpFrom(String link) {
        Answer opened = new SetUp(browser).open(link, password);
        return opened.status() == 200 ? finishSetUp() : opened;
    }

    /** Picks a provider, scans, types the six digits, keeps the backup codes. */
    Answer finishSetUp() {
        Answer begun = browser.post("/api/v1/set-up/authenticator", Map.of("provider", "google"));
        return begun.status() == 200 ? finishSetUp(begun.text("uri")) : begun;
    }

    /** Scans what a tab shows and types the six digits there. The code is the half minute's before: the next is unused. */
    Answer finishSetUp(String otpauth) {
        Authenticator scanned = Authenticator.of(otpauth, platform.clock, Waiting.silent());
        platform.clock.leaveTimeToType();
        Answer finished = new SetUp(browser).confirm(scanned.codeAt(scanned.step() - 1));
        if (finished.status() == 200) {
            phone = scanned;
            backupCodes = SetUp.backupCodes(finished);
        }
        return finished;
    }

    Answer givePassword() {
        return givePassword(browser);
    }

    Answer givePassword(Browser at) {
        return new SignIn(at).password(new Account(username, inbox.address(), password, "", List.of()));
    }

    Answer giveCode(String code, boolean trustBrowser) {
        return new SignIn(browser).code(code, trustBrowser);
    }

    /** Signs in with password and phone. */
    Person signIn() {
        return signIn(false);
    }

    Person signIn(boolean trustBrowser) {
        platform.clock.leaveTimeToType();
        assertThat(givePassword().text("state")).isEqualTo("SECOND_FACTOR_REQUIRED");
        Answer answer = giveCode(phone.presentCode(), trustBrowser);
        assertThat(answer.text("state")).as(answer.described()).isEqualTo("SIGNED_IN");
        return this;
    }

    boolean isSignedIn() {
        return new SignIn(browser).session().status() == 200;
    }

    /** A fresh proof that it is them, for one action and one target. */
    String stepUp(String action, String target) {
        return administering().stepUp(action, target);
    }

    /** What they can do if they administer. */
    Administrator administering() {
        return new Administrator(new Account(username, inbox.address(), password, "", List.of()), browser, phone);
    }

    /** A browser of theirs that is trusted and signed out. */
    Browser trustedBrowser() {
        Browser copy = browser.copy();
        copy.forget(SignIn.SESSION_COOKIE);
        return copy;
    }
}
