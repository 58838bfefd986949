package io.rekey.journey;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Somebody who administers, in a browser where they are signed in. */
public final class Administrator {

    private static final int CODES_TRIED = 3;

    private final Account account;
    private final Browser browser;
    private final Authenticator phone;

    /** @param phone the one that they signed in with: it knows which codes are used */
    public Administrator(Account account, Browser browser, Authenticator phone) {
        this.account = account;
        this.browser = browser;
        this.phone = phone;
    }

    /** @return the new user's id */
    public String invite(String username, String email, String displayName, String role) {
        return browser.post(
                        "/api/v1/users",
                        Map.of("username", username, "email", email, "displayName", displayName, "role", role))
                .expect(201)
                .text("userId");
    }

    /** Invites everybody in a CSV file. */
    public Answer importUsers(String csv) {
        return browser.postCsv("/api/v1/users/import", csv, Map.of());
    }

    /** Plans a reset of everybody in a CSV file with the column {@code user}. */
    public Answer plan(String csv, String idempotencyKey) {
        return browser.postCsv("/api/v1/reset-plans?reason=Breach", csv, Map.of("Idempotency-Key", idempotencyKey))
                .expect(201);
    }

    /** Starts a plan. */
    public Answer execute(String planId) {
        return browser.post(
                        "/api/v1/reset-plans/" + planId + "/execution",
                        Map.of(),
                        Map.of("Rekey-Step-Up", stepUp("mfa:reset", planId)))
                .expect(202);
    }

    /** A plan as it is now. */
    public Answer planNow(String planId) {
        return browser.get("/api/v1/reset-plans/" + planId).expect(200);
    }

    public Answer users(String query) {
        return browser.get("/api/v1/users?query=" + query);
    }

    /**
     * Proves by what the organization asks for, password or code or both, that it is still the same person. A code that
     * somebody else with the same phone has used is followed by the next one.
     *
     * @return the proof, good for this once
     */
    public String stepUp(String action, String... targets) {
        String kind = browser.get("/api/v1/step-up").expect(200).text("kind");
        Map<String, Object> proof = new HashMap<>(Map.of("action", action, "targets", List.of(targets)));
        if (!kind.equals("SECOND_FACTOR")) {
            proof.put("password", account.password());
        }
        Answer answer = browser.post("/api/v1/step-up", withCode(proof, kind));
        for (int again = 1; again < CODES_TRIED && answer.problem().equals("did-not-match"); again++) {
            answer = browser.post("/api/v1/step-up", withCode(proof, kind));
        }
        return answer.expect(201).text("proof");
    }

    private Map<String, Object> withCode(Map<String, Object> proof, String kind) {
        if (!kind.equals("PASSWORD")) {
            proof.put("code", freshCode());
        }
        return proof;
    }

    private String freshCode() {
        try {
            return phone.freshCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting for a code", e);
        }
    }

    /** Changes some settings of the organization's policy and leaves the others as they are. */
    public void changePolicy(Map<String, ?> changes) {
        Answer present = browser.get("/api/v1/policy").expect(200);
        Map<String, Object> settings = new HashMap<>();
        present.json().path("settings").propertyStream().forEach(set -> settings.put(set.getKey(), set.getValue()));
        settings.putAll(changes);
        browser.put(
                        "/api/v1/policy",
                        Map.of("version", present.json().path("version").asInt(), "settings", settings),
                        Map.of("Rekey-Step-Up", stepUp("policy:write", present.text("organizationId"))))
                .expect(200);
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
