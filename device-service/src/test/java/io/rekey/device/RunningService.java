package io.rekey.device;

import io.rekey.events.device.DeviceEvent;
import io.rekey.events.identity.IdentityEvent;
import io.rekey.serviceauth.Ed25519Keys;
import io.rekey.serviceauth.ServiceAuthProperties;
import io.rekey.serviceauth.ServiceTokens;
import io.rekey.testbackends.Backends;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole service with a real broker and a real wire server, and identity-service's side of it. One for all tests. */
@SpringBootTest(
        classes = DeviceApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "spring.config.name=device-service")
@Import(RunningService.Time.class)
public abstract class RunningService {

    private static final KeyPair OURS = Ed25519Keys.generate();
    private static final KeyPair IDENTITYS = Ed25519Keys.generate();
    private static final EpochsAtIdentity EPOCHS = new EpochsAtIdentity();

    /** What identity-service says about the epochs of users. */
    protected final EpochsAtIdentity epochs = EPOCHS;

    @Autowired
    protected TestClock clock;

    @Autowired
    protected MongoOperations mongo;

    @LocalServerPort
    private int port;

    @TestConfiguration(proxyBeanMethods = false)
    static class Time {

        @Bean
        TestClock testClock() {
            return new TestClock();
        }
    }

    @DynamicPropertySource
    static void backends(DynamicPropertyRegistry registry) throws Exception {
        String kafka = Backends.kafkaBootstrapServers();
        String mongo = Backends.mongoUri("rekey_device");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            admin.createTopics(List.of(new NewTopic(IdentityEvent.TOPIC, 12, (short) 1)))
                    .all()
                    .get();
        }
        registry.add("spring.kafka.bootstrap-servers", () -> kafka);
        registry.add("spring.mongodb.uri", () -> mongo);
        registry.add("rekey.services.identity", EPOCHS::baseUrl);
        registry.add("rekey.service-auth.private-key", () -> Ed25519Keys.encode(OURS.getPrivate()));
        registry.add("rekey.service-auth.peers.identity-service", () -> Ed25519Keys.encode(IDENTITYS.getPublic()));
    }

    /** Sends what identity-service would send, and what a producer of any kind might. */
    protected IdentityTopic identityEvents() {
        return new IdentityTopic(Backends.kafkaBootstrapServers());
    }

    /** What the service has said about a user, in order, once the outbox is empty. */
    protected List<DeviceEvent> deviceEventsOf(String user) {
        return DeviceEventsSeen.of(user, mongo, Backends.kafkaBootstrapServers());
    }

    /** Why the service put aside what it heard about a user. */
    protected List<String> deadLettersAbout(String user) {
        return DeadLettersSeen.reasons(user, Backends.kafkaBootstrapServers());
    }

    /** Calls as identity-service. */
    protected IdentitySide identity() {
        return new IdentitySide(
                baseUrl(), tokensOf("identity-service", IDENTITYS).tokenFor("device-service"));
    }

    /** Calls with whatever is given in the place of the service token. */
    protected IdentitySide stranger(String bearer) {
        return new IdentitySide(baseUrl(), bearer);
    }

    protected ServiceTokens tokensOf(String name, KeyPair keys) {
        return new ServiceTokens(
                new ServiceAuthProperties(name, Ed25519Keys.encode(keys.getPrivate()), Map.of(), Duration.ofMinutes(5)),
                clock);
    }

    protected String baseUrl() {
        return "http://localhost:" + port;
    }
}
