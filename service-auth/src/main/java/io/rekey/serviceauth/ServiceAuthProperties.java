package io.rekey.serviceauth;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who this service is among the services.
 *
 * @param name this service's name: issuer of its tokens and audience of those it accepts
 * @param privateKey Ed25519, PKCS#8, Base64: what it signs with
 * @param peers public keys (Ed25519, X.509, Base64) by the name of the service that may call; dashes do not count, so that
 *     {@code REKEY_SERVICEAUTH_PEERS_IDENTITYSERVICE} names identity-service; a peer without a key is refused at start
 * @param lifetime of a token; one is minted and reused for half of it
 */
@ConfigurationProperties("rekey.service-auth")
public record ServiceAuthProperties(
        @DefaultValue("") String name,
        @DefaultValue("") String privateKey,
        @DefaultValue Map<String, String> peers,
        @DefaultValue("5m") Duration lifetime) {

    static final Duration LONGEST_LIFETIME = Duration.ofMinutes(15);
    private static final Pattern SEPARATORS = Pattern.compile("[-._]");

    public ServiceAuthProperties {
        if (name.isBlank() || privateKey.isBlank()) {
            throw new IllegalArgumentException("rekey.service-auth.name and .private-key must be set"
                    + " (REKEY_SERVICEAUTH_PRIVATEKEY); make keys with: ./rekey secrets");
        }
        requireKey("private-key", "PRIVATEKEY", () -> Ed25519Keys.privateKey(privateKey));
        if (lifetime.compareTo(Duration.ofSeconds(10)) < 0 || lifetime.compareTo(LONGEST_LIFETIME) > 0) {
            throw new IllegalArgumentException("rekey.service-auth.lifetime must be between 10s and 15m");
        }
        peers = byPlainName(peers);
        peers.forEach((peer, key) -> requireKey(
                "peers." + peer, "PEERS_" + plain(peer).toUpperCase(Locale.ROOT), () -> Ed25519Keys.publicKey(key)));
    }

    /** A service's name without what an environment variable cannot carry. */
    static String plain(String service) {
        return SEPARATORS.matcher(service).replaceAll("");
    }

    /** The configuration file names who may call, the environment gives the keys: two spellings of one peer become one. */
    private static Map<String, String> byPlainName(Map<String, String> peers) {
        Map<String, String> merged = new HashMap<>();
        peers.forEach((peer, key) -> {
            if (!key.isBlank() || !merged.containsKey(plain(peer))) {
                merged.put(plain(peer), key);
            }
        });
        return Map.copyOf(merged);
    }

    private static void requireKey(String property, String variable, Runnable parse) {
        try {
            parse.run();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "rekey.service-auth." + property + " (REKEY_SERVICEAUTH_" + variable + ") is missing or "
                            + e.getMessage() + "; make keys with: ./rekey secrets"); // which says all: no cause
        }
    }

    @Override
    public String toString() {
        return "ServiceAuthProperties[name=" + name + ", peers=" + peers.keySet() + ", lifetime=" + lifetime + "]";
    }
}
