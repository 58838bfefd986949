package io.rekey.identity.token;

import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Outside the local profile no key is taken that was not made for this installation (R85). That a key is there at all, and
 * long enough, its own properties check.
 */
@Component
@Profile("!local")
final class RefuseTypedKeys {

    private static final String ACTION = "Give this service what ./rekey secrets prints under that name.";

    RefuseTypedKeys(Environment environment) {
        String linkKey = environment.getProperty("rekey.link.key", "");
        String sessionKey = environment.getProperty("rekey.session.token-key", "");
        requireGenerated("REKEY_LINK_KEY", linkKey);
        requireGenerated("REKEY_SESSION_TOKENKEY", sessionKey);
        if (linkKey.equals(sessionKey) && !linkKey.isEmpty()) {
            throw new FailureAnalyzedException(
                    "REKEY_LINK_KEY and REKEY_SESSION_TOKENKEY are the same key, and each is for one use only;"
                            + " make them with: ./rekey secrets",
                    ACTION);
        }
    }

    private static void requireGenerated(String variable, String key) {
        if (!key.isEmpty() && !RandomKey.isGenerated(key)) {
            throw new FailureAnalyzedException(
                    variable + " was typed, taken from a sample or copied only in part; make one with: ./rekey secrets",
                    ACTION);
        }
    }
}
