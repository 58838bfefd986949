package io.rekey.identity.accesstoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rekey.events.Actor;
import io.rekey.events.identity.MfaResetRequested;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.SigningProgram;
import io.rekey.identity.StartedIdentity;
import io.rekey.identity.user.Role;
import io.rekey.testbackends.Backends;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** R36: whoever has the operator's key is known, bounded in time, and seen. */
@ExtendWith(OutputCaptureExtension.class)
class OperatorKeyIT extends RunningIdentity {

    private static final SigningProgram OPERATOR = SigningProgram.OPERATOR;
    private static final String EVERYTHING =
            "mfa:reset device:revoke user:read user:write reset:approve policy:write audit:read mfa:disable";

    @Test
    void mayDoEverythingInTheOrganizationThatItNames() {
        Person hans = people.active(mfa, GLOBEX, Role.USER);
        Person greta = people.active(mfa, GLOBEX, Role.ADMINISTRATOR);
        assertThat(OPERATOR.ask(browser(), clock).string("scope")).isEqualTo(EVERYTHING);
        Map<String, String> token = OPERATOR.authorization(browser(), clock);
        assertThat(get(token, hans).status()).as("in no organization").isEqualTo(404);
        assertThat(get(with(token, ACME), hans).status()).isEqualTo(404);
        assertThat(get(with(token, GLOBEX), hans).status()).isEqualTo(200);
        assertThat(get(with(token, "nowhere"), hans).status()).isEqualTo(404);
        assertThat(reset(with(token, GLOBEX), greta).status()).isEqualTo(202);
        assertThat(eventsAbout(greta, MfaResetRequested.class))
                .singleElement()
                .satisfies(event -> assertThat(event.actor()).isEqualTo(new Actor(Actor.Kind.OPERATOR, "operator")));
    }

    @Test
    void isAskedWhichOrganizationItIsAboutWhereThatMatters() {
        Map<String, String> token = OPERATOR.authorization(browser(), clock);
        Answer refused = browser().send("GET", "/api/v1/providers", null, token);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.problem()).isEqualTo("organization-needed");
        assertThat(browser()
                        .send("GET", "/api/v1/providers", null, with(token, GLOBEX))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void canBeAskedForLess() {
        Answer answer = SigningProgram.ask(browser(), OPERATOR.assertion(clock), Map.of("scope", "user:read"));
        assertThat(answer.string("scope")).isEqualTo("user:read");
        Map<String, String> token = with(Map.of("Authorization", "Bearer " + answer.string("access_token")), GLOBEX);
        Person hans = people.active(mfa, GLOBEX, Role.USER);
        assertThat(get(token, hans).status()).isEqualTo(200);
        assertThat(reset(token, hans).status()).isEqualTo(403);
    }

    @Test
    void isWrittenDownEachTimeThatItIsUsedAndWithoutASecret(CapturedOutput output) {
        String token = OPERATOR.ask(browser(), clock).string("access_token");
        OPERATOR.ask(browser(), clock);
        SigningProgram.ed25519().named("operator").ask(browser(), clock);
        assertThat(output.getAll().lines().filter(line -> line.contains("the operator's key was used")))
                .hasSize(2)
                .allMatch(line -> line.contains("WARN"))
                .noneMatch(line -> line.contains(token));
    }

    @Test
    void cannotBeImitatedByARegisteredProgram() {
        Person ada = administrator();
        SigningProgram program = SigningProgram.ed25519().registeredBy(ada, signedIn(ada), "user:read");
        assertThat(program.named("operator").ask(browser(), clock).status()).isEqualTo(401);
        assertThat(OPERATOR.named(program.id()).ask(browser(), clock).status()).isEqualTo(401);
    }

    /** Each start knows the key that it was given, and a token dies with the key that signed for it (R62). */
    @Test
    void endsWithTheStartThatNoLongerNamesIt() throws Exception {
        String database = Backends.mongoUri("operator_key");
        SigningProgram first = SigningProgram.p256().named("operator");
        SigningProgram second = SigningProgram.ed25519().named("operator");
        Clock now = Clock.systemUTC();
        Map<String, String> token;
        try (ConfigurableApplicationContext started = start(database, first.pem())) {
            token = first.authorization(at(started), now);
            assertThat(users(started, token)).isEqualTo(200);
            assertThat(second.ask(at(started), now).status()).isEqualTo(401);
        }
        try (ConfigurableApplicationContext started = start(database, base64(second))) {
            assertThat(users(started, token)).isEqualTo(401);
            assertThat(first.ask(at(started), now).status()).isEqualTo(401);
            token = second.authorization(at(started), now);
            assertThat(users(started, token)).isEqualTo(200);
        }
        try (ConfigurableApplicationContext started = start(database, "")) {
            assertThat(users(started, token)).isEqualTo(401);
            assertThat(second.ask(at(started), now).status()).isEqualTo(401);
        }
    }

    @Test
    void startsWithNoKeyThatIsNone() {
        String secret =
                Base64.getEncoder().encodeToString(OPERATOR.keys().getPrivate().getEncoded());
        for (String wrong : List.of("hunter2", secret)) {
            assertThatThrownBy(() ->
                            start(Backends.mongoUri("operator_key"), wrong).close())
                    .rootCause()
                    .hasMessageContaining("REKEY_OPERATOR_PUBLICKEY")
                    .message()
                    .doesNotContain(wrong);
        }
    }

    private static ConfigurableApplicationContext start(String database, String key) {
        return StartedIdentity.on(database, "--rekey.operator.public-key=" + key, "--rekey.link.base-url=" + ORIGIN);
    }

    private static Browser at(ConfigurableApplicationContext started) {
        return new Browser("http://localhost:" + started.getEnvironment().getProperty("local.server.port"));
    }

    private static int users(ConfigurableApplicationContext started, Map<String, String> token) {
        return at(started).send("GET", "/api/v1/users", null, token).status();
    }

    private static String base64(SigningProgram program) {
        return Base64.getEncoder().encodeToString(program.keys().getPublic().getEncoded());
    }

    private static Map<String, String> with(Map<String, String> token, String organization) {
        Map<String, String> headers = new LinkedHashMap<>(token);
        headers.put("Rekey-Organization", organization);
        return headers;
    }

    private Answer get(Map<String, String> headers, Person person) {
        return browser().send("GET", "/api/v1/users/" + person.id(), null, headers);
    }

    private Answer reset(Map<String, String> headers, Person target) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Idempotency-Key", "operator-" + target.id());
        return browser().post("/api/v1/resets", Map.of("userIds", List.of(target.id()), "reason", "Emergency"), all);
    }
}
