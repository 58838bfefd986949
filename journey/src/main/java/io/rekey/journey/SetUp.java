package io.rekey.journey;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The way in by a mailed link, step by step: link and password, a new authenticator, its first code, the backup codes. */
public final class SetUp {

    private final Browser browser;

    public SetUp(Browser browser) {
        this.browser = browser;
    }

    /** Gives link and password: one's own, or with an invitation the one to be. */
    public Answer open(String linkToken, String password) {
        return browser.post("/api/v1/set-up", Map.of("link", linkToken, "password", password));
    }

    /** Picks a provider. @return the otpauth address that the QR code holds */
    public String begin(String provider) {
        return browser.post("/api/v1/set-up/authenticator", Map.of("provider", provider))
                .expect(200)
                .text("uri");
    }

    /** Types the first code. */
    public Answer confirm(String code) {
        return browser.post("/api/v1/set-up/authenticator/confirmation", Map.of("code", code));
    }

    /** The backup codes that come with the confirmation. */
    public static List<String> backupCodes(Answer confirmation) {
        return confirmation
                .json()
                .path("backupCodes")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }
}
