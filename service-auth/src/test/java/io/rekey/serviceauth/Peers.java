package io.rekey.serviceauth;

import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Two services that know each other: identity-service calls mfa-service. */
final class Peers {

    static final String IDENTITY = "identity-service";
    static final String MFA = "mfa-service";

    final KeyPair identityKeys = Ed25519Keys.generate();
    final KeyPair mfaKeys = Ed25519Keys.generate();

    ServiceTokens identity(Clock clock) {
        return new ServiceTokens(properties(IDENTITY, identityKeys, MFA, mfaKeys), clock);
    }

    ServiceTokens mfa(Clock clock) {
        return new ServiceTokens(properties(MFA, mfaKeys, IDENTITY, identityKeys), clock);
    }

    private static ServiceAuthProperties properties(String name, KeyPair own, String peer, KeyPair peers) {
        return new ServiceAuthProperties(
                name,
                Ed25519Keys.encode(own.getPrivate()),
                Map.of(peer, Ed25519Keys.encode(peers.getPublic())),
                Duration.ofMinutes(5));
    }
}
