package io.rekey.identity.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekey.events.Level;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.Race;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.user.Role;
import io.rekey.identity.user.Users;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** R38, A23: whoever heard no answer asks again under the same key, and nothing happens twice. */
class IdempotencyIT extends RunningIdentity {

    private final String key = UUID.randomUUID().toString();
    private Person ada;
    private Person lena;
    private Browser adas;

    @BeforeEach
    void signIn() {
        ada = administrator();
        lena = people.invited(ACME, Role.USER);
        adas = signedIn(ada);
    }

    @Test
    void givesTheSameAnswerAgainAndDoesNothing() {
        Map<String, String> wim = invitation();
        Answer first = adas.post("/api/v1/users", wim, keyed());
        Answer again = adas.post("/api/v1/users", wim, keyed());
        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text()).contains("userId");
        assertThat(header(again, "Content-Type")).isEqualTo(header(first, "Content-Type"));
        assertThat(header(first, "Idempotency-Replayed")).isEmpty();
        assertThat(header(again, "Idempotency-Replayed")).isEqualTo("true");
        assertThat(adas.post("/api/v1/users", wim).status())
                .as("without the key it runs")
                .isEqualTo(409);
    }

    @Test
    void remembersARefusalToo() {
        Map<String, String> ofAda = invitation(ada.username());
        Answer first = adas.post("/api/v1/users", ofAda, keyed());
        Answer again = adas.post("/api/v1/users", ofAda, keyed());
        assertThat(first.problem()).isEqualTo("username-taken");
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(header(again, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(header(again, "Idempotency-Replayed")).isEqualTo("true");
    }

    @Test
    void refusesAnotherCallUnderTheSameKey() {
        inviteAgain(adas, key);
        String path = "/api/v1/users/" + lena.id();
        for (Answer other : List.of(
                adas.send("POST", path + "/invitation", "{}", keyed()),
                adas.send("POST", path + "/invitation?x=1", null, keyed()),
                adas.send("PUT", path + "/suspension", null, keyed()),
                adas.post("/api/v1/users", invitation(), keyed()))) {
            assertThat(other.status()).isEqualTo(422);
            assertThat(other.problem()).isEqualTo("idempotency-key-reused");
        }
        assertThat(generation()).isEqualTo(1);
        assertThat(read(lena).status().name()).isEqualTo("INVITED");
        inviteAgain(adas, "another" + key);
        assertThat(generation()).isEqualTo(2);
    }

    @Test
    void doesItOnceForSixteenAtTheSameMoment() throws Exception {
        List<Integer> statuses =
                Race.times(16, () -> inviteAgain(adas.twin(), key).status());
        assertThat(statuses).containsOnly(202);
        assertThat(generation()).isEqualTo(1);
    }

    /** A23: nobody was there any more to hear the first answer. */
    @Test
    void answersACallerWhoseConnectionBroke() throws Exception {
        send("POST /api/v1/users/" + lena.id() + "/invitation HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: " + key
                + "\r\nCookie: " + Browser.SESSION + "=" + adas.cookie(Browser.SESSION)
                + "\r\nContent-Length: 0\r\n\r\n");
        await().until(() -> generation() == 1);
        assertThat(inviteAgain(adas, key).status()).isEqualTo(202);
        assertThat(generation()).isEqualTo(1);
    }

    @Test
    void letsACallerComeBackWithTheProofThatWasMissing() {
        Person marta = user();
        Map<String, ?> order = Map.of("userIds", List.of(marta.id()), "reason", "lost phone");
        assertThat(adas.post("/api/v1/resets", order, keyed()).problem()).isEqualTo("step-up-required");
        String proof = adas.proof(ada, "mfa:reset", marta.id());
        Map<String, String> proven = Map.of("Idempotency-Key", key, "Rekey-Step-Up", proof);
        assertThat(adas.post("/api/v1/resets", order, proven).status()).isEqualTo(202);
        assertThat(header(adas.post("/api/v1/resets", order, keyed()), "Idempotency-Replayed"))
                .isEqualTo("true");
        assertThat(read(marta).epoch()).isEqualTo(2);
    }

    @Test
    void takesTheKeyOfSomebodyElseForAnother() {
        Browser graces = signedIn(administrator());
        assertThat(inviteAgain(adas, key).status()).isEqualTo(202);
        Answer hers = inviteAgain(graces, key);
        assertThat(header(hers, "Idempotency-Replayed")).isEmpty();
        assertThat(generation()).isEqualTo(2);
    }

    @Test
    void knowsACallerInEverySessionOfTheirs() {
        inviteAgain(adas, key);
        assertThat(header(inviteAgain(signedIn(ada), key), "Idempotency-Replayed"))
                .isEqualTo("true");
        assertThat(generation()).isEqualTo(1);
    }

    @Test
    void takesTheSameCallInAnotherOrganizationForAnother() {
        Person rui = people.active(mfa, ACME, Role.USER, Set.of(GLOBEX), Level.USER);
        Browser abroad = browser();
        abroad.post(
                "/api/v1/sign-in",
                Map.of("username", rui.username(), "password", rui.password(), "organization", GLOBEX));
        assertThat(abroad.code(mfa.codeFor(rui.id())).state()).isEqualTo("SIGNED_IN");
        String devices = "/api/v1/users/" + rui.id() + "/trusted-devices";
        clock.advance(Duration.ofMinutes(1));
        Browser home = signedIn(rui);
        assertThat(home.send("DELETE", devices, null, keyed()).status()).isEqualTo(202);
        assertThat(abroad.send("DELETE", devices, null, keyed()).problem()).isEqualTo("idempotency-key-reused");
        assertThat(header(home.send("DELETE", devices, null, keyed()), "Idempotency-Replayed"))
                .isEqualTo("true");
    }

    @Test
    void givesNoOldAnswerToWhoeverLostTheRight() {
        inviteAgain(adas, key);
        mongo.updateFirst(
                Query.query(Criteria.where("_id").is(ada.id())),
                Update.update("roles", List.of("USER")),
                Users.COLLECTION);
        Answer again = inviteAgain(adas, key);
        assertThat(again.status()).isEqualTo(403);
        assertThat(header(again, "Idempotency-Replayed")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", " ", "tab\tinside"})
    void refusesWhatIsNoKey(String malformed) {
        Answer answer = inviteAgain(adas, malformed);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("idempotency-key-malformed");
        assertThat(generation()).isZero();
    }

    @Test
    void takesAKeyOfAHundredCharactersAndNoLonger() {
        assertThat(inviteAgain(adas, "k".repeat(101)).problem()).isEqualTo("idempotency-key-malformed");
        assertThat(generation()).isZero();
        assertThat(inviteAgain(adas, "k".repeat(100)).status()).isEqualTo(202);
        assertThat(inviteAgain(adas, "!~").status()).isEqualTo(202);
        assertThat(generation()).isEqualTo(2);
    }

    @Test
    void refusesABodyOfMoreThanAMebibyteBeforeAnythingRuns() {
        Answer larger = adas.send("POST", "/api/v1/users", " ".repeat(1024 * 1024 + 1), keyed());
        assertThat(larger.status()).isEqualTo(413);
        assertThat(larger.problem()).isEqualTo("too-large");
        assertThat(adas.post("/api/v1/users", invitation(), keyed()).status())
                .as("nothing is remembered")
                .isEqualTo(201);
    }

    /** Whoever is not signed in has no memory here: sign-in has its own. */
    @Test
    void meansNothingToWhoeverIsNotSignedIn() {
        Browser stranger = browser();
        assertThat(inviteAgain(stranger, "with space").status()).isEqualTo(401);
        Map<String, String> credentials = Map.of("username", ada.username(), "password", ada.password());
        for (int i = 0; i < 2; i++) {
            Answer answer = stranger.post("/api/v1/sign-in", credentials, keyed());
            assertThat(answer.state()).isEqualTo("SECOND_FACTOR_REQUIRED");
            assertThat(header(answer, "Idempotency-Replayed")).isEmpty();
        }
    }

    @Test
    void leavesReadingAlone() {
        for (int i = 0; i < 2; i++) {
            Answer answer = adas.send("GET", "/api/v1/session", null, keyed());
            assertThat(answer.status()).isEqualTo(200);
            assertThat(header(answer, "Idempotency-Replayed")).isEmpty();
        }
    }

    private Answer inviteAgain(Browser at, String withKey) {
        return at.send("POST", "/api/v1/users/" + lena.id() + "/invitation", null, Map.of("Idempotency-Key", withKey));
    }

    /** How often the invitation was sent again. */
    private int generation() {
        return Objects.requireNonNull(read(lena).link()).gen();
    }

    private Map<String, String> keyed() {
        return Map.of("Idempotency-Key", key);
    }

    private static Map<String, String> invitation() {
        return invitation("w" + UUID.randomUUID());
    }

    private static Map<String, String> invitation(String username) {
        return Map.of("username", username, "email", "w@example.org", "displayName", "Wim");
    }

    private static String header(Answer answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private void send(String request) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
