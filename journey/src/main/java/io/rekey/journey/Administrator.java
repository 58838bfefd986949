package io.rekey.journey;

import java.util.List;
import java.util.Map;

/** Somebody who administers, in a browser where they are signed in. */
public final class Administrator {

    private final Account account;
    private final Browser browser;

    public Administrator(Account account, Browser browser) {
        this.account = account;
        this.browser = browser;
    }

    /** @return the new user's id */
    public String invite(String username, String email, String displayName, String role) {
        return browser.post(
                        "/api/v1/users",
                        Map.of("username", username, "email", email, "displayName", displayName, "role", role))
                .expect(201)
                .text("userId");
    }

    public Answer users(String query) {
        return browser.get("/api/v1/users?query=" + query);
    }

    /** Proves with the own password that it is still the same person. @return the proof, good for this once */
    public String stepUp(String action, String target) {
        return browser.post(
                        "/api/v1/step-up",
                        Map.of("action", action, "targets", List.of(target), "password", account.password()))
                .expect(201)
                .text("proof");
    }

    /** Asks for a reset of everything that a user has. */
    public Answer reset(String userId, String proof, String idempotencyKey, String reason, String ticket) {
        return browser.post(
                "/api/v1/resets",
                Map.of("userIds", List.of(userId), "reason", reason, "ticket", ticket),
                Map.of("Idempotency-Key", idempotencyKey, "Rekey-Step-Up", proof));
    }

    /** The same without a proof. */
    public Answer resetWithoutProof(String userId, String idempotencyKey) {
        return browser.post(
                "/api/v1/resets",
                Map.of("userIds", List.of(userId), "reason", "no proof"),
                Map.of("Idempotency-Key", idempotencyKey));
    }

    /** A reset's progress, as soon as everything is cleaned up. */
    public Answer progress(String resetId) {
        return browser.get("/api/v1/resets/" + resetId + "?wait=30s").expect(200);
    }
}
