package io.rekey.mfa.factor.totp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import io.rekey.mfa.factor.Credential;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.springframework.stereotype.Component;

/**
 * Seeds as the database keeps them: AES-256-GCM under a key that is not in the database, with the owner as associated data
 * (R14; ASVS 5.0 11.3.2, 13.3.1). A sealed seed copied to another user, or to another enrollment, does not open.
 */
@Component
class SealedSeeds {

    private final Aead aead;

    SealedSeeds(SeedProperties properties) {
        this.aead = SeedKeys.aead(properties.seedKeyset());
    }

    String seal(Credential.Owner owner, String secret) {
        try {
            return Base64.getEncoder().encodeToString(aead.encrypt(secret.getBytes(UTF_8), associatedData(owner)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("seed not sealed", e);
        }
    }

    /** @throws IllegalStateException if it was sealed for another owner, under an unknown key, or was changed */
    String open(Credential.Owner owner, String sealed) {
        try {
            return new String(aead.decrypt(Base64.getDecoder().decode(sealed), associatedData(owner)), UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("the seed of enrollment " + owner.enrollmentId() + " does not open");
        }
    }

    /** Unambiguous: the separator cannot stand in an id. */
    private static byte[] associatedData(Credential.Owner owner) {
        return (owner.userId().value() + "|" + owner.enrollmentId().value()).getBytes(UTF_8);
    }
}
