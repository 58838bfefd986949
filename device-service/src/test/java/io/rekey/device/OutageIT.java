package io.rekey.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rekey.events.device.DeviceTrusted;
import io.rekey.localmongo.LocalMongo;
import io.rekey.serviceauth.Ed25519Keys;
import io.rekey.serviceauth.ServiceAuthProperties;
import io.rekey.serviceauth.ServiceTokens;
import io.rekey.testbackends.Backends;
import io.rekey.testbackends.FreePort;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

class OutageIT extends RunningService {

    private static final KeyPair OURS = Ed25519Keys.generate();
    private static final KeyPair IDENTITYS = Ed25519Keys.generate();

    @Test
    void servesWithoutTheBrokerAndTellsLater() {
        Backends.kafka().stop();
        try {
            String token = identity().trust("outage-broker", "d1", 0).text("token");
            assertThat(identity().verify("outage-broker", token, 0).text("result"))
                    .isEqualTo("ACCEPTED");
        } finally {
            Backends.kafka().start();
        }
        assertThat(deviceEventsOf("outage-broker"))
                .containsExactly(new DeviceTrusted("outage-broker", "acme", "d1", "google", 0, clock.instant()));
    }

    /** Invariant I11: nobody is let in on the word of a database that cannot be asked. */
    @Test
    void startsWithoutAnythingLetsNobodyInAndRecoversAlone(@TempDir Path folder) throws Exception {
        int mongoPort = FreePort.any();
        try (ConfigurableApplicationContext started = start(
                "--spring.mongodb.uri=mongodb://127.0.0.1:" + mongoPort + "/rekey_device",
                "--spring.kafka.bootstrap-servers=127.0.0.1:" + FreePort.any(),
                "--rekey.service-auth.private-key=" + Ed25519Keys.encode(OURS.getPrivate()),
                "--rekey.service-auth.peers.identity-service=" + Ed25519Keys.encode(IDENTITYS.getPublic()))) {
            IdentitySide identity = identityOf(started);
            IdentitySide.Answer refused = identity.verify("u1", "d1." + "A".repeat(43), 0);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.text("type")).isEqualTo("urn:rekey:unavailable");
            assertThat(identity.get("/actuator/health").status()).isEqualTo(503);
            try (LocalMongo mongo = LocalMongo.start(folder, mongoPort, false)) {
                assertThat(mongo.port()).isEqualTo(mongoPort);
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> identity.trust("u1", "d1", 0).status() == 201);
                String token = identity.trust("u1", "d1", 0).text("token");
                assertThat(identity.verify("u1", token, 0).text("result")).isEqualTo("ACCEPTED");
            }
        }
    }

    @Test
    void doesNotStartWithoutItsKey() {
        assertThatThrownBy(() -> start("--spring.mongodb.uri=mongodb://127.0.0.1:1/rekey_device"))
                .rootCause()
                .hasMessageContaining("private-key must be set");
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        return new SpringApplicationBuilder(DeviceApplication.class)
                .properties("spring.config.name=device-service")
                .run(withFreePort(arguments));
    }

    private static String[] withFreePort(String... arguments) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--server.port=0";
        return all;
    }

    private static IdentitySide identityOf(ConfigurableApplicationContext started) {
        int port = ((WebServerApplicationContext) started).getWebServer().getPort();
        ServiceTokens tokens = new ServiceTokens(
                new ServiceAuthProperties(
                        "identity-service",
                        Ed25519Keys.encode(IDENTITYS.getPrivate()),
                        Map.of(),
                        Duration.ofMinutes(5)),
                Clock.systemUTC());
        return new IdentitySide("http://localhost:" + port, tokens.tokenFor("device-service"));
    }
}
