package io.rekey.identity.session;

import io.rekey.identity.token.OpaqueToken;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Derives a session's token from the sign-in that led to it: one sign-in can only ever make one session, and whoever saw
 * the sign-in's own token cannot compute the session's (R45).
 */
@Component
public class SessionKey {

    private static final String ALGORITHM = "HmacSHA256";
    private final SecretKeySpec key;

    SessionKey(SessionProperties properties) {
        this.key = new SecretKeySpec(properties.tokenKey().getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    public OpaqueToken sessionTokenFor(OpaqueToken signIn) {
        return new OpaqueToken(
                Base64.getUrlEncoder().withoutPadding().encodeToString(mac("session:" + signIn.value())));
    }

    /** The id of the trusted device that a sign-in may make: the same at a repeated request. */
    public String deviceIdFor(OpaqueToken signIn) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(mac("device:" + signIn.value()))
                .substring(0, 22);
    }

    private byte[] mac(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
