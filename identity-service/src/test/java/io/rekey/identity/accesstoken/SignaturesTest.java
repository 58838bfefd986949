package io.rekey.identity.accesstoken;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.MutableClock;
import io.rekey.identity.SigningProgram;
import io.rekey.identity.apiclient.ClientKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The registered key decides, and an unknown client is not told by a quick answer (R44, R56). */
class SignaturesTest {

    private static final int TRIES = 300;

    private final MutableClock clock = new MutableClock();
    private final Signatures signatures = new Signatures(clock);
    private final SigningProgram edwards = SigningProgram.ed25519().named("edwards");
    private final SigningProgram elliptic = SigningProgram.p256().named("elliptic");

    @Test
    void verifiesByTheKeyOfItsOwnKindAlone() {
        for (SigningProgram signer : List.of(edwards, elliptic)) {
            for (SigningProgram known : List.of(edwards, elliptic)) {
                assertThat(signatures.isSigned(assertion(signer), key(known))).isEqualTo(signer == known);
            }
            assertThat(signatures.isSigned(assertion(signer), Optional.empty())).isFalse();
        }
    }

    /** Without the key that nobody has, the unknown would be answered in a hundredth of the time. */
    @Test
    void takesAsLongForTheUnknownAsForABadSignature() {
        for (SigningProgram signer : List.of(edwards, elliptic)) {
            Optional<ClientKey> same = key(signer == edwards ? SigningProgram.ed25519() : SigningProgram.p256());
            Optional<ClientKey> other = key(signer == edwards ? elliptic : edwards);
            Assertion assertion = assertion(signer);
            List<Long> unknown = new ArrayList<>();
            List<Long> bad = new ArrayList<>();
            List<Long> otherKind = new ArrayList<>();
            for (int i = 0; i < TRIES; i++) {
                unknown.add(nanos(assertion, Optional.empty()));
                bad.add(nanos(assertion, same));
                otherKind.add(nanos(assertion, other));
            }
            assertThat(ratio(unknown, bad)).isBetween(0.5, 2.0);
            assertThat(ratio(otherKind, bad)).isBetween(0.5, 2.0);
        }
    }

    private Assertion assertion(SigningProgram signer) {
        return Assertion.read(signer.assertion(clock)).orElseThrow();
    }

    private static Optional<ClientKey> key(SigningProgram program) {
        return Optional.of(ClientKey.read(program.pem()));
    }

    private long nanos(Assertion assertion, Optional<ClientKey> key) {
        long began = System.nanoTime();
        assertThat(signatures.isSigned(assertion, key)).isFalse();
        return System.nanoTime() - began;
    }

    private static double ratio(List<Long> some, List<Long> others) {
        return (double) median(some) / median(others);
    }

    private static long median(List<Long> nanos) {
        return nanos.stream().sorted().skip(TRIES / 2).findFirst().orElseThrow();
    }
}
