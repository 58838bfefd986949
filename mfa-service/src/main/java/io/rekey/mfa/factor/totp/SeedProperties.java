package io.rekey.mfa.factor.totp;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys of the seeds; kept outside the database (R14).
 *
 * @param seedKeyset see {@link SeedKeys}
 */
@ConfigurationProperties("rekey.mfa")
record SeedProperties(@DefaultValue("") String seedKeyset) {

    SeedProperties {
        if (seedKeyset.isBlank()) {
            throw new IllegalArgumentException(
                    "rekey.mfa.seed-keyset must be set (REKEY_MFA_SEEDKEYSET); make one with: ./rekey secrets");
        }
        try {
            SeedKeys.aead(seedKeyset);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("rekey.mfa.seed-keyset (REKEY_MFA_SEEDKEYSET) is unusable: "
                    + e.getMessage() + "; make one with: ./rekey secrets");
        }
    }

    @Override
    public String toString() {
        return "SeedProperties[]";
    }
}
