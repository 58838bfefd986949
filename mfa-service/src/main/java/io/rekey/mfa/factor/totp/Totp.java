package io.rekey.mfa.factor.totp;

import io.rekey.mfa.factor.Account;
import io.rekey.mfa.factor.Credential;
import io.rekey.mfa.factor.Factor;
import io.rekey.mfa.factor.Offer;
import io.rekey.mfa.factor.Synchronization;
import io.rekey.mfa.user.EnteredCode;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import org.springframework.stereotype.Component;

/**
 * Authenticator apps. The code of the present step and of the one before are good, around the drift that a resynchronization
 * found; the next one only where the configuration says so (R2). Nothing is learned from single codes (R5).
 */
@Component
class Totp implements Factor {

    private static final int MAX_DRIFT = 10;

    private final SealedSeeds seeds;
    private final boolean acceptNextStep;

    Totp(SealedSeeds seeds, TotpProperties properties) {
        this.seeds = seeds;
        this.acceptNextStep = properties.acceptNextStep();
    }

    @Override
    public String name() {
        return "totp";
    }

    @Override
    public Set<String> providers() {
        return Set.of("google", "authy", "duo_security");
    }

    @Override
    public String newSeed(Credential.Owner owner) {
        return seeds.seal(owner, TotpCode.newSecret());
    }

    @Override
    public Offer offer(Credential.Owner owner, String seed, Account account) {
        String secret = seeds.open(owner, seed);
        return new Offer(KeyUri.of(account, secret), secret);
    }

    @Override
    public OptionalLong stepOf(Credential credential, EnteredCode code, Instant now) {
        if (!TotpCode.isWellFormed(code.value())) {
            return OptionalLong.empty();
        }
        String secret = seeds.open(credential.owner(), credential.seed());
        long present = TimeStep.at(now) + credential.drift();
        return LongStream.rangeClosed(present - 1, present + stepsAhead(credential))
                .filter(step -> TotpCode.isOf(secret, step, code.value()))
                .max();
    }

    @Override
    public Optional<Synchronization> synchronize(
            Credential credential, EnteredCode first, EnteredCode second, Instant now) {
        if (!TotpCode.isWellFormed(first.value()) || !TotpCode.isWellFormed(second.value())) {
            return Optional.empty();
        }
        String secret = seeds.open(credential.owner(), credential.seed());
        long present = TimeStep.at(now);
        return LongStream.rangeClosed(-MAX_DRIFT, MAX_DRIFT)
                .filter(drift -> TotpCode.isOf(secret, present + drift - 1, first.value())
                        && TotpCode.isOf(secret, present + drift, second.value()))
                .boxed()
                .min(Comparator.comparingLong(Math::abs))
                .map(drift -> new Synchronization(present + drift - 1, present + drift, Math.toIntExact(drift)));
    }

    /** A drift is known to one step only: the second code may have been typed just after its time. */
    private int stepsAhead(Credential credential) {
        return acceptNextStep || credential.drift() != 0 ? 1 : 0;
    }
}
