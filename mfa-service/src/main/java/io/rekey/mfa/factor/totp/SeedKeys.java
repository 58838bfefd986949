package io.rekey.mfa.factor.totp;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * The keys that seal seeds, as configuration carries them: a Tink keyset (binary or JSON) in Base64. A keyset holds several
 * keys; the primary one seals, all of them open, and each sealed seed names its key: that is what makes rotation possible
 * without downtime (R86).
 */
public final class SeedKeys {

    private static final int KEY_BYTES = 32;

    private SeedKeys() {}

    /** A new keyset with one AES-256-GCM key: a value for {@code REKEY_MFA_SEEDKEYSET}. */
    public static String generate() {
        return encode(KeysetHandle.newBuilder().addEntry(newPrimary()));
    }

    /**
     * The keyset with a new primary key: from now on seeds are sealed under it, and what older keys sealed still opens.
     *
     * @throws IllegalArgumentException if it is not such a keyset; the message does not quote it
     */
    public static String rotate(String keyset) {
        // Only one entry can be primary: the builder moves the mark to the last one that asks for it.
        return encode(KeysetHandle.newBuilder(parse(keyset)).addEntry(newPrimary()));
    }

    /**
     * What seals and opens with these keys.
     *
     * @throws IllegalArgumentException if it is not a keyset whose primary key is AES-256-GCM; the message does not quote it
     */
    static Aead aead(String keyset) {
        KeysetHandle keys = parse(keyset);
        boolean strong = keys.getPrimary().getKey().getParameters() instanceof AesGcmParameters parameters
                && parameters.getKeySizeBytes() == KEY_BYTES;
        if (!strong) {
            throw new IllegalArgumentException("the primary key is not AES-256-GCM");
        }
        try {
            return keys.getPrimitive(configuration(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a keyset for authenticated encryption");
        }
    }

    private static KeysetHandle.Builder.Entry newPrimary() {
        return KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                .withRandomId()
                .makePrimary();
    }

    private static String encode(KeysetHandle.Builder keys) {
        try {
            Configuration configuration = configuration();
            byte[] keyset =
                    TinkProtoKeysetFormat.serializeKeyset(keys.build(), InsecureSecretKeyAccess.get(), configuration);
            return Base64.getEncoder().encodeToString(keyset);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no keyset can be made here", e);
        }
    }

    private static KeysetHandle parse(String keyset) {
        try {
            byte[] decoded = Base64.getDecoder().decode(keyset.strip());
            return decoded.length > 0 && decoded[0] == '{'
                    ? TinkJsonProtoKeysetFormat.parseKeyset(
                            new String(decoded, StandardCharsets.UTF_8), configuration(), InsecureSecretKeyAccess.get())
                    : TinkProtoKeysetFormat.parseKeyset(decoded, InsecureSecretKeyAccess.get(), configuration());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("not a Tink keyset in Base64");
        }
    }

    /** Registering twice is harmless: several services may do it in one process. */
    private static Configuration configuration() throws GeneralSecurityException {
        AeadConfig.register();
        return RegistryConfiguration.get();
    }
}
