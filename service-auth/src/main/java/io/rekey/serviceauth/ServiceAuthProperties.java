package io.rekey.serviceauth;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who this service is among the services.
 *
 * @param name this service's name: issuer of its tokens and audience of those it accepts
 * @param privateKey Ed25519, PKCS#8, Base64: what it signs with
 * @param peers public keys (Ed25519, X.509, Base64) by the name of the service that may call; dashes do not count, so that
 *     {@code REKEY_SERVICEAUTH_PEERS_IDENTITY_SERVICE} names identity-service
 * @param lifetime of a token; one is minted and reused for half of it
 */
@ConfigurationProperties("rekey.service-auth")
public record ServiceAuthProperties(
        @DefaultValue("") String name,
        @DefaultValue("") String privateKey,
        @DefaultValue Map<String, String> peers,
        @DefaultValue("5m") Duration lifetime) {

    static final Duration LONGEST_LIFETIME = Duration.ofMinutes(15);

    public ServiceAuthProperties {
        if (name.isBlank() || privateKey.isBlank()) {
            throw new IllegalArgumentException("rekey.service-auth.name and .private-key must be set"
                    + " (REKEY_SERVICEAUTH_PRIVATEKEY); make keys with: ./rekey secrets");
        }
        if (lifetime.compareTo(Duration.ofSeconds(10)) < 0 || lifetime.compareTo(LONGEST_LIFETIME) > 0) {
            throw new IllegalArgumentException("rekey.service-auth.lifetime must be between 10s and 15m");
        }
        peers = Map.copyOf(peers);
    }

    @Override
    public String toString() {
        return "ServiceAuthProperties[name=" + name + ", peers=" + peers.keySet() + ", lifetime=" + lifetime + "]";
    }
}
