package io.rekey.mfa.factor.totp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.rekey.mfa.factor.Credential;
import io.rekey.mfa.user.EnrollmentId;
import io.rekey.mfa.user.UserId;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedKeysTest {

    private final Credential.Owner owner = new Credential.Owner(new UserId("marta"), new EnrollmentId("e1"));

    @Test
    void opensWhatItSealed() {
        SealedSeeds seeds = seeds(SeedKeys.generate());

        assertThat(seeds.open(owner, seeds.seal(owner, "SECRET"))).isEqualTo("SECRET");
        assertThat(seeds.seal(owner, "SECRET"))
                .as("never the same twice")
                .isNotEqualTo(seeds.seal(owner, "SECRET"))
                .doesNotContain("SECRET");
    }

    @Test
    void opensOldSeedsAfterARotationAndSealsUnderTheNewKey() { // R86
        String old = SeedKeys.generate();
        String sealedBefore = seeds(old).seal(owner, "SECRET");
        SealedSeeds rotated = seeds(SeedKeys.rotate(old));

        assertThat(rotated.open(owner, sealedBefore)).isEqualTo("SECRET");
        String sealedAfter = rotated.seal(owner, "SECRET");
        assertThatIllegalStateException().isThrownBy(() -> seeds(old).open(owner, sealedAfter));
        assertThat(rotated.open(owner, sealedAfter)).isEqualTo("SECRET");
    }

    @Test
    void opensNothingOfAnotherKeysetAndNothingChanged() {
        SealedSeeds seeds = seeds(SeedKeys.generate());
        String sealed = seeds.seal(owner, "SECRET");
        byte[] changed = Base64.getDecoder().decode(sealed);
        changed[changed.length - 1] ^= 1;

        assertThatIllegalStateException()
                .isThrownBy(() -> seeds(SeedKeys.generate()).open(owner, sealed));
        assertThatIllegalStateException()
                .isThrownBy(() -> seeds.open(owner, Base64.getEncoder().encodeToString(changed)));
        assertThatIllegalStateException().isThrownBy(() -> seeds.open(owner, "not base64!"));
    }

    @Test
    void readsAKeysetInJsonToo() throws GeneralSecurityException {
        String binary = SeedKeys.generate();
        KeysetHandle keys = TinkProtoKeysetFormat.parseKeyset(
                Base64.getDecoder().decode(binary), InsecureSecretKeyAccess.get(), RegistryConfiguration.get());
        String json = TinkJsonProtoKeysetFormat.serializeKeyset(
                keys, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());

        String sealed = seeds(binary).seal(owner, "SECRET");
        assertThat(seeds(Base64.getEncoder().encodeToString(json.getBytes(UTF_8)))
                        .open(owner, sealed))
                .isEqualTo("SECRET");
    }

    @Test
    void refusesAWeakerKey() throws GeneralSecurityException {
        SeedKeys.generate();
        AesGcmParameters weak = PredefinedAeadParameters.AES128_GCM;
        byte[] keyset = TinkProtoKeysetFormat.serializeKeyset(
                KeysetHandle.generateNew(weak, RegistryConfiguration.get()),
                InsecureSecretKeyAccess.get(),
                RegistryConfiguration.get());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SeedProperties(Base64.getEncoder().encodeToString(keyset)))
                .withMessageContaining("not AES-256-GCM");
    }

    @ParameterizedTest
    @ValueSource(strings = {"changeme", "e30=", "AAAA", "not base64 at all", "eyJrZXkiOltdfQ=="})
    void refusesWhatIsNoKeysetWithoutQuotingIt(String junk) { // O03
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SeedProperties(junk))
                .withMessageContaining("REKEY_MFA_SEEDKEYSET")
                .withMessageNotContaining(junk);
    }

    @Test
    void saysWhatIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SeedProperties(""))
                .withMessage(
                        "rekey.mfa.seed-keyset must be set (REKEY_MFA_SEEDKEYSET); make one with: ./rekey secrets");
        assertThat(new SeedProperties(SeedKeys.generate())).hasToString("SeedProperties[]");
    }

    private static SealedSeeds seeds(String keyset) {
        return new SealedSeeds(new SeedProperties(keyset));
    }
}
