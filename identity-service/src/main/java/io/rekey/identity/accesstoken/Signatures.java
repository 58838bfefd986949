package io.rekey.identity.accesstoken;

import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.SignatureAlgorithm;
import io.rekey.identity.apiclient.ClientKey;
import io.rekey.identity.apiclient.ClientKey.Algorithm;
import io.rekey.serviceauth.JwtJson;
import java.security.PublicKey;
import java.time.Clock;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Verifies signatures of assertions by the registered key and its one algorithm (R56). For a client that is not known, or
 * has a key of another kind, a key that nobody has is tried: the answer takes as long (R44).
 */
@Component
class Signatures {

    private final PublicKey nobodysP256 = Jwts.SIG.ES256.keyPair().build().getPublic();
    private final PublicKey nobodysEd25519 = Jwks.CRV.Ed25519.keyPair().build().getPublic();
    private final Clock clock;

    Signatures(Clock clock) {
        this.clock = clock;
    }

    /** Whether the assertion was signed with this key; never without one. */
    boolean isSigned(Assertion assertion, Optional<ClientKey> key) {
        Optional<Algorithm> claimed = Arrays.stream(Algorithm.values())
                .filter(algorithm -> algorithm.jwtName().equals(assertion.algorithm()))
                .findFirst();
        if (claimed.isEmpty() || assertion.isExtraordinary()) {
            return false; // whoever it says it is from
        }
        Optional<ClientKey> fitting = key.filter(known -> known.algorithm() == claimed.get());
        PublicKey tried = fitting.map(ClientKey::publicKey).orElse(nobodys(claimed.get()));
        return verifies(assertion.text(), tried, claimed.get()) && fitting.isPresent();
    }

    private boolean verifies(String text, PublicKey key, Algorithm algorithm) {
        try {
            Jwts.parser()
                    .json(new JwtJson())
                    .clock(() -> Date.from(clock.instant()))
                    .clockSkewSeconds(AssertionRules.SKEW.toSeconds())
                    .verifyWith(key)
                    .sig()
                    .clear()
                    .add(library(algorithm))
                    .and()
                    .zip()
                    .clear()
                    .and()
                    .build()
                    .parseSignedClaims(text);
            return true;
        } catch (JwtException | IllegalArgumentException e) {
            return false; // why is nobody's business
        }
    }

    private PublicKey nobodys(Algorithm algorithm) {
        return switch (algorithm) {
            case ES256 -> nobodysP256;
            case EDDSA -> nobodysEd25519;
        };
    }

    private static SignatureAlgorithm library(Algorithm algorithm) {
        return switch (algorithm) {
            case ES256 -> Jwts.SIG.ES256;
            case EDDSA -> Jwts.SIG.EdDSA;
        };
    }
}
