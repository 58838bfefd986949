package io.rekey.serviceauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class ServiceAuthPropertiesTest {

    private final Peers peers = new Peers();
    private final String privateKey = Ed25519Keys.encode(peers.mfaKeys.getPrivate());
    private final String publicKey = Ed25519Keys.encode(peers.identityKeys.getPublic());

    /** The names that a shell, a compose file and a Kubernetes secret can carry. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "REKEY_SERVICEAUTH_PEERS_IDENTITY_SERVICE",
                "REKEY_SERVICEAUTH_PEERS_IDENTITYSERVICE",
                "REKEY_SERVICEAUTH_PEERS_identity-service"
            })
    void readsPeersFromTheEnvironment(String variable) {
        ServiceAuthProperties properties = bind(Map.of(
                "REKEY_SERVICEAUTH_NAME", Peers.MFA, "REKEY_SERVICEAUTH_PRIVATEKEY", privateKey, variable, publicKey));
        Clock clock = Clock.systemUTC();
        ServiceTokens mfa = new ServiceTokens(properties, clock);
        assertThat(mfa.verify(peers.identity(clock).tokenFor(Peers.MFA))).contains(Peers.IDENTITY);
    }

    @Test
    void refusesToBeWithoutItsSecretInOneSentence() {
        assertThatThrownBy(() -> new ServiceAuthProperties(Peers.MFA, " ", Map.of(), Duration.ofMinutes(5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("REKEY_SERVICEAUTH_PRIVATEKEY");
    }

    @Test
    void refusesKeysThatAreNoneWithoutQuotingThem() {
        assertThatThrownBy(() -> tokens("c2VjcmV0", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("c2VjcmV0");
        assertThatThrownBy(() -> tokens(publicKey, Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tokens(privateKey, Map.of(Peers.IDENTITY, privateKey)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("REKEY_SERVICEAUTH_PEERS_IDENTITYSERVICE")
                .hasMessageNotContaining(privateKey);
        assertThat(tokens(privateKey, Map.of(Peers.IDENTITY, publicKey))).isNotNull();
    }

    /** The configuration file says who may call; nobody is left out because a variable was forgotten. */
    @Test
    void refusesAPeerWithoutAKeyAndTakesOneFromTheEnvironment() {
        assertThatThrownBy(() -> tokens(privateKey, Map.of(Peers.IDENTITY, "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("REKEY_SERVICEAUTH_PEERS_IDENTITYSERVICE) is missing or")
                .hasMessageContaining("./rekey secrets");
        Clock clock = Clock.systemUTC();
        ServiceTokens mfa = tokens(privateKey, Map.of(Peers.IDENTITY, "", "identity.service", publicKey));
        assertThat(mfa.verify(peers.identity(clock).tokenFor(Peers.MFA))).contains(Peers.IDENTITY);
    }

    @Test
    void refusesALifeThatIsTooShortOrTooLong() {
        for (Duration bad : new Duration[] {Duration.ZERO, Duration.ofSeconds(9), Duration.ofMinutes(16)}) {
            assertThatThrownBy(() -> new ServiceAuthProperties(Peers.MFA, privateKey, Map.of(), bad))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static ServiceTokens tokens(String privateKey, Map<String, String> peers) {
        return new ServiceTokens(
                new ServiceAuthProperties(Peers.MFA, privateKey, peers, Duration.ofMinutes(5)), Clock.systemUTC());
    }

    private static ServiceAuthProperties bind(Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        ConfigurationPropertySources.attach(environment);
        return Binder.get(environment)
                .bind("rekey.service-auth", ServiceAuthProperties.class)
                .get();
    }
}
