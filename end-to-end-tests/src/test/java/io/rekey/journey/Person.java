package io.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.journey.Browser.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Somebody with a browser, a phone and a mailbox. */
final class Person {

    final String username;
    final String password = "correct horse battery staple";
    final Inbox inbox;
    final List<String> backupCodes = new ArrayList<>();
    private final RunningPlatform platform;
    String userId = "";
    Browser browser;
    Authenticator phone;

    Person(RunningPlatform platform, String username) {
        this.platform = platform;
        this.username = username;
        this.inbox = new Inbox(platform.mail, username + "@acme.example");
        this.browser = platform.browser();
    }

    /** Opens the mailed link, proves or chooses the password and sets up an authenticator. */
    Answer setUpFrom(String link) {
        Answer opened = browser.post("/api/v1/set-up", Map.of("link", link, "password", password));
        if (opened.status() != 200) {
            return opened;
        }
        return finishSetUp();
    }

    /** Picks a provider, scans, types the six digits, keeps the backup codes. */
    Answer finishSetUp() {
        Answer authenticator = browser.post("/api/v1/set-up/authenticator", Map.of("provider", "google"));
        if (authenticator.status() != 200) {
            return authenticator;
        }
        Authenticator scanned = new Authenticator(authenticator.text("secret"), platform.clock);
        Answer finished =
                browser.post("/api/v1/set-up/authenticator/confirmation", Map.of("code", scanned.previousCode()));
        if (finished.status() == 200) {
            phone = scanned;
            backupCodes.clear();
            for (JsonNode code : finished.json().path("backupCodes")) {
                backupCodes.add(code.asString());
            }
        }
        return finished;
    }

    Answer givePassword() {
        return browser.post("/api/v1/sign-in", Map.of("username", username, "password", password));
    }

    Answer giveCode(String code, boolean trustBrowser) {
        return browser.post("/api/v1/sign-in/second-factor", Map.of("code", code, "trustBrowser", trustBrowser));
    }

    /** Signs in with password and phone. */
    Person signIn() {
        return signIn(false);
    }

    Person signIn(boolean trustBrowser) {
        assertThat(givePassword().text("state")).isEqualTo("SECOND_FACTOR_REQUIRED");
        Answer answer = giveCode(phone.code(), trustBrowser);
        assertThat(answer.text("state")).as(answer.body()).isEqualTo("SIGNED_IN");
        return this;
    }

    boolean isSignedIn() {
        return browser.get("/api/v1/session").status() == 200;
    }

    /** A fresh proof that it is them, for one action and one target. */
    String stepUp(String action, String target) {
        Answer proof = browser.post(
                "/api/v1/step-up", Map.of("action", action, "targets", List.of(target), "password", password));
        assertThat(proof.status()).as(proof.body()).isEqualTo(201);
        return proof.text("proof");
    }
}
