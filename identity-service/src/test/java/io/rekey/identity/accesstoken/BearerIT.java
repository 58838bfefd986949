package io.rekey.identity.accesstoken;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.Actor;
import io.rekey.events.identity.MfaResetRequested;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.SigningProgram;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a token opens, for whom, and until when (RFC 6750). */
class BearerIT extends RunningIdentity {

    private static final String USERS = "/api/v1/users";

    private Person ada;
    private Browser adas;
    private SigningProgram program;
    private Map<String, String> token;

    @BeforeEach
    void register() {
        ada = administrator();
        adas = signedIn(ada);
        program = SigningProgram.ed25519().registeredBy(ada, adas, "user:read", "mfa:reset");
        token = program.authorization(browser(), clock);
    }

    @Test
    void opensWhatItsPermissionsSayAndNothingElse() {
        Person marta = user();
        assertThat(get(USERS + "/" + marta.id()).status()).isEqualTo(200);
        assertThat(browser().post(USERS, invitation(), token).status()).isEqualTo(403);
        assertThat(browser()
                        .send("PUT", USERS + "/" + marta.id() + "/suspension", null, token)
                        .status())
                .isEqualTo(403);
        SigningProgram writing = SigningProgram.p256().registeredBy(ada, adas, "user:write");
        Map<String, String> other = writing.authorization(browser(), clock);
        assertThat(browser().post(USERS, invitation(), other).status()).isEqualTo(201);
        assertThat(browser().send("GET", USERS, null, other).status()).isEqualTo(403);
    }

    @Test
    void opensNoMoreThanTheTokenWasMadeFor() {
        String narrow = SigningProgram.ask(browser(), program.assertion(clock), Map.of("scope", "mfa:reset"))
                .string("access_token");
        assertThat(browser().send("GET", USERS, null, bearer(narrow)).status()).isEqualTo(403);
        assertThat(get(USERS).status()).isEqualTo(200);
    }

    /** R62. */
    @Test
    void opensNothingFromTheMomentThatTheClientIsRemoved() {
        assertThat(get(USERS).status()).isEqualTo(200);
        Answer removed = adas.send(
                "DELETE",
                "/api/v1/api-clients/" + program.id(),
                null,
                Map.of("Rekey-Step-Up", adas.proof(ada, "user:write", program.id())));
        assertThat(removed.status()).isEqualTo(204);
        assertInvalid(get(USERS));
        assertThat(program.ask(browser(), clock).status()).isEqualTo(401);
    }

    @Test
    void opensForTenMinutes() {
        clock.advance(Duration.ofMinutes(10).minusMillis(1));
        assertThat(get(USERS).status()).isEqualTo(200);
        clock.advance(Duration.ofMillis(1));
        assertInvalid(get(USERS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer x",
                "Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "Bearer eyJhbGciOiJub25lIn0.e30.",
                "Bearer {\"$ne\":null}"
            })
    void refusesABadTokenAlsoBesideAGoodSession(String header) {
        assertThat(adas.get(USERS).status()).isEqualTo(200);
        assertInvalid(adas.send("GET", USERS, null, Map.of("Authorization", header)));
        assertInvalid(browser().send("GET", USERS, null, Map.of("Authorization", header)));
        assertInvalid(browser().send("GET", "/api/openapi.json", null, Map.of("Authorization", header)));
    }

    @Test
    void takesTheExactTokenAlone() {
        String good = token.get("Authorization").substring(7);
        for (String other : List.of(good + "x", good.substring(1), good.toLowerCase(), good + " " + good, good + "=")) {
            assertInvalid(browser().send("GET", USERS, null, bearer(other)));
        }
        assertThat(browser()
                        .send("GET", USERS, null, Map.of("Authorization", "bEARER  " + good))
                        .status())
                .isEqualTo(200);
    }

    /** A cookie goes along unasked; a token is shown on purpose. */
    @Test
    void isTheProgramsRequestThoughASessionCookieCameAlong() {
        Answer mine = adas.send("GET", "/api/v1/session", null, token);
        assertThat(mine.status()).isEqualTo(403);
        assertThat(mine.problem()).isEqualTo("people-only");
        assertThat(adas.post(USERS, invitation(), token).status()).isEqualTo(403);
        assertThat(adas.post(USERS, invitation()).status()).isEqualTo(201);
    }

    @Test
    void leavesEveryOtherSchemeAlone() {
        assertThat(adas.send("GET", USERS, null, Map.of("Authorization", "Basic YTpi"))
                        .status())
                .isEqualTo(200);
        assertThat(adas.send("GET", USERS, null, Map.of("Authorization", "Bearers x"))
                        .status())
                .isEqualTo(200);
    }

    /** I6, R33: nor does a header lead elsewhere. */
    @Test
    void staysInItsOrganization() {
        Person hans = people.active(mfa, GLOBEX, io.rekey.identity.user.Role.USER);
        Map<String, String> elsewhere = new LinkedHashMap<>(token);
        elsewhere.put("Rekey-Organization", GLOBEX);
        for (Map<String, String> headers : List.of(token, elsewhere)) {
            Answer foreign = browser().send("GET", USERS + "/" + hans.id(), null, headers);
            assertThat(foreign.status()).isEqualTo(404);
            assertThat(foreign.problem()).isEqualTo("not-found");
        }
    }

    @Test
    void resetsWithoutAProofInItsOwnName() {
        Person marta = user();
        Answer answer = reset(marta, "k1");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(read(marta).epoch()).isEqualTo(2);
        assertThat(eventsAbout(marta, MfaResetRequested.class))
                .singleElement()
                .satisfies(event -> assertThat(event.actor()).isEqualTo(new Actor(Actor.Kind.PORTAL, program.id())));
    }

    @Test
    void reachesNobodyWhomAnAdministratorCannotReach() {
        Person other = administrator();
        Answer answer = reset(other, "k1");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.problem()).isEqualTo("out-of-reach");
        assertThat(read(other).epoch()).isEqualTo(1);
    }

    /** R59: one kind of token for one use. */
    @Test
    void opensNothingOnTheInternalPort() {
        String standing = "/internal/users/u-1/enrollments/e-1/standing";
        assertThat(new Browser(internalUrl()).send("GET", standing, null, token).status())
                .isEqualTo(401);
        assertThat(internal("mfa-service", "GET", standing, Map.of()).status()).isEqualTo(200);
    }

    /** R76: another site cannot use one, for it would have to have it; that it says so is refused all the same. */
    @Test
    void isRefusedWhereAnotherSiteCausedTheRequest() {
        Map<String, String> headers = new LinkedHashMap<>(token);
        headers.put("Origin", "https://evil.example");
        assertThat(browser().post("/api/v1/resets", Map.of(), headers).status()).isEqualTo(403);
    }

    private Answer get(String path) {
        return browser().send("GET", path, null, token);
    }

    private Answer reset(Person target, String key) {
        Map<String, String> headers = new LinkedHashMap<>(token);
        headers.put("Idempotency-Key", key + target.id());
        return browser()
                .post("/api/v1/resets", Map.of("userIds", List.of(target.id()), "reason", "Lost phone"), headers);
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }

    private static Map<String, String> invitation() {
        String name = "w" + java.util.UUID.randomUUID();
        return Map.of("username", name, "email", name + "@example.org", "displayName", "W");
    }

    private static void assertInvalid(Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");
        assertThat(answer.problem()).isEqualTo("invalid-token");
    }
}
