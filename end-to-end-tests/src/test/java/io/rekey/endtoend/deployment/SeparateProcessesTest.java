package io.rekey.endtoend.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekey.journey.Account;
import io.rekey.journey.Administrator;
import io.rekey.journey.Authenticator;
import io.rekey.journey.Browser;
import io.rekey.journey.SetUp;
import io.rekey.journey.SignIn;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The four executable jars as four processes, with the environment that docker-compose.yml gives them and nothing else. The
 * tests follow one another, for four starts are what takes the time.
 */
@TestMethodOrder(OrderAnnotation.class)
class SeparateProcessesTest {

    private static final String PASSWORD = "a long walk by the river";
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    static Path folder;

    private static Deployment deployment;
    private static Administrator ada;
    private static Member marta;
    private static String martaId;

    @BeforeAll
    static void startServices() throws Exception {
        deployment = new Deployment(folder);
        deployment.startServices();
    }

    @AfterAll
    static void end() throws Exception {
        deployment.close();
    }

    /** R87. Alive is not ready: who cannot ask the database decides nothing. */
    @Test
    @Order(1)
    void servicesStartWhileAllElseIsDownAndBecomeReadyAlone() throws Exception {
        for (String service : ComposeFile.SERVICES) {
            await(service + " is alive")
                    .atMost(PATIENCE)
                    .until(() -> health(service, "liveness").status() == 200);
            assertThat(health(service, "readiness").status()).as(service).isEqualTo(503);
            assertThat(deployment.isHealthy(service)).as(service).isFalse();
        }

        deployment.startBackends();

        for (String service : ComposeFile.SERVICES) {
            await(service + " is ready")
                    .atMost(PATIENCE)
                    .until(() -> health(service, "readiness").status() == 200);
            assertThat(deployment.isHealthy(service)).as(service).isTrue();
        }
    }

    /** O01: health on the inner port, without details; nothing else of the kind on any port. */
    @Test
    @Order(2)
    void nothingButHealthIsShownAndOnlyInside() throws Exception {
        for (String service : ComposeFile.SERVICES) {
            assertThat(health(service, "liveness").body()).isEqualTo("{\"status\":\"UP\"}");
            assertThat(health(service, "readiness").body()).isEqualTo("{\"status\":\"UP\"}");
            assertRefused(deployment.innerPort(service));
        }
        assertRefused(deployment.publicPort());
        assertThat(deployment
                        .get(deployment.publicPort(), "/actuator/health/readiness")
                        .status())
                .isEqualTo(404);
    }

    @Test
    @Order(3)
    void aLostPhoneIsResetAndItsOwnerComesBack() throws Exception {
        Browser adasBrowser = deployment.installation().newBrowser();
        Member first = setUp(token("ada@acme.example", Instant.EPOCH), "ada");
        new SignIn(adasBrowser).complete(first.account(), first.phone(), false);
        ada = new Administrator(first.account(), adasBrowser, first.phone());
        // Marta is reset twice in this story, and once while nobody could check a code.
        ada.changePolicy(Map.of("stepUp", "PASSWORD", "approveAgain", false));

        Instant asked = Instant.now();
        martaId = ada.invite("marta", "marta@acme.example", "Marta Okafor", "USER");
        marta = setUp(token("marta@acme.example", asked), "marta");
        Authenticator lost = marta.phone();

        asked = Instant.now();
        String resetId = reset();
        assertNotSignedIn(lost);
        awaitState(resetId, "AWAITING_ENROLLMENT");

        marta = setUp(token("marta@acme.example", asked), "marta");
        awaitState(resetId, "COMPLETED");
        assertNotSignedIn(lost);
        new SignIn(deployment.installation().newBrowser()).complete(marta.account(), marta.phone(), false);
    }

    /** I1: an acknowledged reset is never lost. One service is dead when it is asked for, one dies of the answer. */
    @Test
    @Order(4)
    void aResetGoesOnAfterTwoServicesWereKilled() throws Exception {
        Instant asked = Instant.now();
        deployment.process("mfa-service").kill();
        String resetId = reset();
        deployment.process("identity-service").kill();

        deployment.start("identity-service");
        deployment.start("mfa-service");

        await("identity-service is back").atMost(PATIENCE).until(() -> deployment.isHealthy("identity-service"));
        awaitState(resetId, "AWAITING_ENROLLMENT");
        assertNotSignedIn(marta.phone());
        marta = setUp(token("marta@acme.example", asked), "marta");
        awaitState(resetId, "COMPLETED");
    }

    /** I14, and that they run as a deployment runs: nobody switched a profile on. */
    @Test
    @Order(5)
    void noSecretIsInAnyLog() {
        for (String service : ComposeFile.SERVICES) {
            String log = deployment.process(service).output();
            assertThat(log).contains("No active profile set");
            deployment.environment(service).forEach((name, value) -> {
                if (name.matches("REKEY_.*KEY.*") && !value.isEmpty()) {
                    assertThat(log).as(name + " in the log of " + service).doesNotContain(value);
                }
            });
        }
    }

    private static Deployment.Seen health(String service, String probe) throws InterruptedException {
        return deployment.get(deployment.innerPort(service), "/actuator/health/" + probe);
    }

    private static void assertRefused(int port) throws InterruptedException {
        for (String path : List.of(
                "/actuator",
                "/actuator/env",
                "/actuator/heapdump",
                "/actuator/loggers",
                "/actuator/configprops",
                "/actuator/shutdown",
                "/actuator/health/mongo",
                "/v3/api-docs",
                "/h2-console",
                "/.git/config")) {
            assertThat(deployment.get(port, path).status()).as(path).isIn(401, 403, 404);
        }
    }

    private static String token(String address, Instant since) throws InterruptedException {
        return deployment
                .installation()
                .openInbox()
                .awaitLink(address, since, PATIENCE)
                .token()
                .orElseThrow();
    }

    private static Member setUp(String token, String username) throws InterruptedException {
        SetUp setUp = new SetUp(deployment.installation().newBrowser());
        setUp.open(token, PASSWORD).expect(200);
        String otpauth = setUp.begin("google");
        Authenticator phone = Authenticator.of(otpauth, Clock.systemUTC(), Authenticator.Waiting.silent());
        setUp.confirm(phone.freshCode()).expect(200);
        return new Member(new Account(username, username + "@acme.example", PASSWORD, otpauth, List.of()), phone);
    }

    private static String reset() {
        return ada.reset(
                        martaId,
                        ada.stepUp("mfa:reset", martaId),
                        UUID.randomUUID().toString(),
                        "Lost phone",
                        "HD-2041")
                .expect(202)
                .json()
                .path("resets")
                .path(0)
                .path("resetId")
                .asString();
    }

    private static void assertNotSignedIn(Authenticator lost) {
        SignIn thief = new SignIn(deployment.installation().newBrowser());
        thief.password(marta.account());
        assertThat(thief.code(lost.presentCode(), false).expectRefused().text("state"))
                .isNotEqualTo("SIGNED_IN");
        assertThat(thief.session().status()).isEqualTo(401);
    }

    private static void awaitState(String resetId, String state) {
        await("the reset is " + state)
                .atMost(PATIENCE)
                .until(() -> ada.progress(resetId).text("state").equals(state));
    }

    private record Member(Account account, Authenticator phone) {}
}
