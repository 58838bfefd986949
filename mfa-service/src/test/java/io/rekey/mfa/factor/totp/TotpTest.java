package io.rekey.mfa.factor.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.rekey.mfa.factor.Account;
import io.rekey.mfa.factor.Credential;
import io.rekey.mfa.factor.Synchronization;
import io.rekey.mfa.user.EnrollmentId;
import io.rekey.mfa.user.EnteredCode;
import io.rekey.mfa.user.UserId;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TotpTest {

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:12Z");
    private static final long STEP = TimeStep.at(NOW);
    /** Found by search: this step and the one before it have the same code under the secret of the RFC. */
    private static final long SHARED_STEP = 62_075_369L;

    private final SealedSeeds seeds = new SealedSeeds(new SeedProperties(SeedKeys.generate()));
    private final Totp totp = new Totp(seeds, new TotpProperties(false));
    private final Totp lenient = new Totp(seeds, new TotpProperties(true));
    private final Credential.Owner owner = new Credential.Owner(new UserId("marta"), new EnrollmentId("e1"));
    private final String seed = totp.newSeed(owner);
    private final AuthenticatorApp phone = new AuthenticatorApp(
            totp.offer(owner, seed, new Account("Acme", "marta")).secret());

    @ParameterizedTest
    @ValueSource(ints = {-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5})
    void acceptsThisStepAndTheOneBefore(int offset) { // R2
        EnteredCode code = new EnteredCode(phone.codeAt(NOW, offset));

        assertThat(totp.stepOf(credential(0), code, NOW).isPresent()).isEqualTo(offset == 0 || offset == -1);
        assertThat(lenient.stepOf(credential(0), code, NOW).isPresent()).isEqualTo(Math.abs(offset) <= 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-10, -4, 1, 7, 10})
    void acceptsAroundAKnownDrift(int drift) { // R5
        for (int offset = -3; offset <= 3; offset++) {
            EnteredCode code = new EnteredCode(phone.codeAt(NOW, drift + offset));
            assertThat(totp.stepOf(credential(drift), code, NOW).isPresent())
                    .as("offset %d", offset)
                    .isEqualTo(Math.abs(offset) <= 1);
        }
    }

    @Test
    void saysTheNewestStepOfACodeThatTwoStepsShare() { // R3: else the same code would be good a second time
        String rfcSecret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        Credential shared = new Credential(owner, seeds.seal(owner, rfcSecret), 0);
        Instant second = Instant.ofEpochSecond(SHARED_STEP * 30);

        assertThat(TotpCode.at(rfcSecret, SHARED_STEP - 1)).isEqualTo(TotpCode.at(rfcSecret, SHARED_STEP));
        assertThat(totp.stepOf(shared, new EnteredCode(TotpCode.at(rfcSecret, SHARED_STEP)), second))
                .hasValue(SHARED_STEP);
    }

    @ParameterizedTest
    @ValueSource(ints = {-10, -9, -1, 0, 1, 9, 10})
    void findsTheClockByTwoConsecutiveCodes(int drift) { // R5
        var found = totp.synchronize(credential(0), code(drift - 1), code(drift), NOW);

        assertThat(found).contains(new Synchronization(STEP + drift - 1, STEP + drift, drift));
    }

    @ParameterizedTest
    @ValueSource(ints = {-12, -11, 11, 12, 100})
    void findsNoClockFartherAway(int drift) {
        assertThat(totp.synchronize(credential(0), code(drift - 1), code(drift), NOW))
                .isEmpty();
    }

    @Test
    void findsNoClockByAnythingButTwoConsecutiveCodesInOrder() {
        assertThat(totp.synchronize(credential(0), code(3), code(3), NOW)).isEmpty();
        assertThat(totp.synchronize(credential(0), code(4), code(3), NOW)).isEmpty();
        assertThat(totp.synchronize(credential(0), code(2), code(4), NOW)).isEmpty();
        assertThat(totp.synchronize(credential(0), code(3), new EnteredCode(""), NOW))
                .isEmpty();
        assertThat(totp.synchronize(credential(0), new EnteredCode("x"), code(3), NOW))
                .isEmpty();
        assertThat(totp.synchronize(credential(0), code(3), code(4), NOW)).isPresent();
    }

    @Test
    void opensNoSeedOfAnotherOwner() { // R14: a ciphertext moved in the database opens nothing
        Credential.Owner otherUser = new Credential.Owner(new UserId("mallory"), new EnrollmentId("e1"));
        Credential.Owner otherEnrollment = new Credential.Owner(new UserId("marta"), new EnrollmentId("e2"));

        assertThatIllegalStateException()
                .isThrownBy(() -> totp.stepOf(new Credential(otherUser, seed, 0), code(0), NOW))
                .withMessage("the seed of enrollment e1 does not open");
        assertThatIllegalStateException()
                .isThrownBy(() -> totp.stepOf(new Credential(otherEnrollment, seed, 0), code(0), NOW));
        assertThat(totp.stepOf(credential(0), code(0), NOW)).hasValue(STEP);
    }

    @Test
    void saysNoSecretWhenItIsPrinted() { // R80
        assertThat(totp.offer(owner, seed, new Account("Acme", "marta")).toString())
                .doesNotContain(phone.secret());
        assertThat(credential(0).toString()).doesNotContain(seed);
        assertThat(new EnteredCode("123456").toString()).doesNotContain("123456");
    }

    private Credential credential(int drift) {
        return new Credential(owner, seed, drift);
    }

    private EnteredCode code(int offset) {
        return new EnteredCode(phone.codeAt(NOW, offset));
    }
}
