package io.rekey.mfa;

import io.rekey.mfa.enrollment.FakeStandings;
import io.rekey.mfa.factor.totp.SeedKeys;
import io.rekey.serviceauth.Ed25519Keys;
import io.rekey.serviceauth.ServiceAuthProperties;
import io.rekey.serviceauth.ServiceTokens;
import io.rekey.testbackends.Backends;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Secrets, addresses and the beans that a test can move. */
class TestEnvironment implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final KeyPair IDENTITY = Ed25519Keys.generate();
    private static final KeyPair MFA = Ed25519Keys.generate();
    private static final EpochsAtIdentity EPOCHS = new EpochsAtIdentity();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestBroker.createTopics();
        TestPropertyValues.of(
                        "spring.mongodb.uri=" + Backends.mongoUri("rekey_mfa"),
                        "spring.kafka.bootstrap-servers=" + Backends.kafkaBootstrapServers(),
                        "rekey.services.identity=" + EPOCHS.baseUrl(),
                        "rekey.mfa.seed-keyset=" + SeedKeys.generate(),
                        "rekey.service-auth.private-key=" + Ed25519Keys.encode(MFA.getPrivate()),
                        "rekey.service-auth.peers.identity-service=" + Ed25519Keys.encode(IDENTITY.getPublic()))
                .applyTo(context);
    }

    @TestConfiguration
    static class Beans {

        @Bean
        MovableClock clock() {
            return new MovableClock();
        }

        @Bean
        @Primary
        FakeStandings fakeStandings() {
            return new FakeStandings();
        }

        @Bean
        EpochsAtIdentity epochsAtIdentity() {
            return EPOCHS;
        }

        @Bean
        TestBroker testBroker() {
            return new TestBroker();
        }

        @Bean
        StoredFactors storedFactors(MongoTemplate mongo) {
            return new StoredFactors(mongo);
        }

        @Bean
        InternalApi internalApi(MovableClock clock) {
            ServiceAuthProperties identity = new ServiceAuthProperties(
                    "identity-service", Ed25519Keys.encode(IDENTITY.getPrivate()), Map.of(), Duration.ofMinutes(5));
            return new InternalApi(new ServiceTokens(identity, clock));
        }
    }
}
