package io.rekey.identity.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.identity.SessionsEnded;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.token.OpaqueToken;
import io.rekey.identity.user.Fences;
import io.rekey.identity.user.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** R48, R54: where somebody is signed in, and the end of it. */
class SessionsOfUserIT extends RunningIdentity {

    private Person ada;
    private Person marta;
    private Browser adas;
    private Browser martas;

    @BeforeEach
    void signIn() {
        ada = administrator();
        marta = user();
        adas = signedIn(ada);
        martas = signedIn(marta);
    }

    @Test
    void areListedTheNewestFirstWithThePresentOneMarked() {
        clock.advance(Duration.ofMinutes(2));
        Browser second = signedIn(marta);
        List<JsonNode> listed = listed(second, marta);
        assertThat(listed).hasSize(2);
        assertThat(listed.getFirst().path("present").asBoolean()).isTrue();
        assertThat(listed.getLast().path("present").asBoolean()).isFalse();
        assertThat(listed.getFirst().path("method").asString()).isEqualTo("totp");
        assertThat(listed.getFirst().path("browser").asString()).startsWith("Java-http-client");
        assertThat(listed.getFirst().path("ip").asString()).isNotEmpty();
        assertThat(listed.getFirst().path("createdAt").asString())
                .isGreaterThan(listed.getLast().path("createdAt").asString());
        assertThat(listed(adas, marta))
                .hasSize(2)
                .noneMatch(session -> session.path("present").asBoolean());
    }

    /** I14: neither what the browser holds nor what the database knows of it. */
    @Test
    void areCalledBySomethingThatOpensNothing() {
        String token = Objects.requireNonNull(martas.cookie(Browser.SESSION));
        String text = martas.get(path(marta)).text();
        assertThat(text).doesNotContain(token, new OpaqueToken(token).hash());
        String sessionId = id(listed(martas, marta).getFirst());
        assertThat(browser().cookie(Browser.SESSION, sessionId).isSignedIn()).isFalse();
    }

    @Test
    void areListedWhileTheyOpenSomething() {
        assertThat(listed(adas, marta)).hasSize(1);
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofMinutes(11));
            assertThat(adas.isSignedIn()).isTrue();
        }
        assertThat(martas.isSignedIn()).isFalse();
        assertThat(listed(adas, marta)).isEmpty();
    }

    @Test
    void endOneByOneWithoutAProofIfTheyAreOnesOwn() {
        Browser lost = signedIn(marta);
        String lostId = id(listed(lost, marta).stream()
                .filter(session -> session.path("present").asBoolean())
                .findFirst()
                .orElseThrow());
        assertThat(martas.delete(path(marta) + "/" + lostId).status()).isEqualTo(204);
        assertThat(lost.isSignedIn()).isFalse();
        assertThat(martas.isSignedIn()).isTrue();
        assertThat(martas.delete(path(marta) + "/" + lostId).status()).isEqualTo(404);
        assertThat(eventsAbout(marta, SessionsEnded.class)).singleElement().satisfies(event -> {
            assertThat(event.count()).isEqualTo(1);
            assertThat(event.actor().id()).isEqualTo(marta.id());
        });
    }

    @Test
    void ofOthersAreNotReachedThroughOnesOwn() {
        String adasId = id(listed(adas, ada).getFirst());
        assertThat(martas.delete(path(marta) + "/" + adasId).status()).isEqualTo(404);
        assertThat(martas.delete(path(ada) + "/" + adasId).status()).isEqualTo(403);
        assertThat(adas.isSignedIn()).isTrue();
    }

    @Test
    void endAllButThePresentOneIfTheyAreOnesOwn() {
        Browser second = signedIn(marta);
        Browser third = signedIn(marta);
        assertThat(third.delete(path(marta)).status()).isEqualTo(204);
        assertThat(martas.isSignedIn()).isFalse();
        assertThat(second.isSignedIn()).isFalse();
        assertThat(third.isSignedIn()).isTrue();
        assertThat(third.delete(path(marta)).status()).isEqualTo(204);
        assertThat(read(marta).epoch()).isEqualTo(1);
        assertThat(eventsAbout(marta, SessionsEnded.class))
                .extracting(SessionsEnded::count)
                .containsExactly(2);
    }

    @Test
    void endOneOfSomebodyElsesWithAProof() {
        Browser second = signedIn(marta);
        String path = path(marta) + "/" + id(listed(adas, marta).getFirst());
        assertThat(adas.delete(path).problem()).isEqualTo("step-up-required");
        assertThat(second.isSignedIn()).isTrue();
        assertThat(adas.send("DELETE", path, null, proof(adas, ada, marta)).status())
                .isEqualTo(204);
        assertThat(List.of(second.isSignedIn(), martas.isSignedIn())).containsExactlyInAnyOrder(true, false);
        assertThat(read(marta).epoch()).isEqualTo(1);
    }

    @Test
    void endAllOfSomebodyElsesAndTheSignInsOnTheWay() {
        Browser second = signedIn(marta);
        Browser halfway = browser();
        halfway.signIn(marta);
        assertThat(adas.delete(path(marta)).problem()).isEqualTo("step-up-required");
        assertThat(martas.isSignedIn()).isTrue();

        assertThat(endAll(adas, ada, marta).status()).isEqualTo(204);

        assertThat(martas.isSignedIn()).isFalse();
        assertThat(second.isSignedIn()).isFalse();
        assertThat(halfway.code(mfa.codeFor(marta.id())).problem()).isEqualTo("start-again");
        assertThat(mongo.getCollection("sessions").countDocuments(new Document("userId", marta.id())))
                .isZero();
        assertThat(eventsAbout(marta, SessionsEnded.class)).singleElement().satisfies(event -> {
            assertThat(event.count()).isEqualTo(2);
            assertThat(event.actor().id()).isEqualTo(ada.id());
        });
        assertThat(signedIn(marta).isSignedIn()).isTrue();
    }

    @Test
    void endByAWriteThatRaisesTheEpochAndTheFenceOfSessionsAlone() {
        Fences before = read(marta).fences();
        endAll(adas, ada, marta);
        assertThat(read(marta).epoch()).isEqualTo(2);
        assertThat(read(marta).fences()).isEqualTo(new Fences(2, before.links(), before.devices(), before.factors()));
    }

    @Test
    void areShownToWhoMayReadAndEndedByWhoMayWrite() {
        Person jun = people.active(mfa, ACME, Role.SUPPORT);
        Browser juns = signedIn(jun);
        assertThat(listed(juns, marta)).hasSize(1);
        assertThat(endAll(juns, jun, marta).status()).isEqualTo(403);
        assertThat(martas.isSignedIn()).isTrue();
        granted(jun, "user:write");
        assertThat(endAll(juns, jun, marta).status()).isEqualTo(204);
        assertThat(martas.isSignedIn()).isFalse();

        Browser jonas = signedIn(user());
        assertThat(jonas.get(path(marta)).status()).isEqualTo(403);
        assertThat(jonas.get(path("u-nobody")).text().replace("u-nobody", ""))
                .as("nobody learns who is there")
                .isEqualTo(jonas.get(path(marta)).text().replace(marta.id(), ""));
        assertThat(browser().get(path(marta)).status()).isEqualTo(401);
    }

    @Test
    void areOfPeopleAtHomeAndEndedForLowerRolesAlone() {
        Person grace = administrator();
        Browser graces = signedIn(grace);
        assertThat(listed(adas, grace)).hasSize(1);
        assertThat(endAll(adas, ada, grace).status()).isEqualTo(403);
        assertThat(graces.isSignedIn()).isTrue();
        Person foreign = people.active(mfa, GLOBEX, Role.USER);
        Browser foreigns = signedIn(foreign);
        assertThat(adas.get(path(foreign)).status()).isEqualTo(404);
        assertThat(endAll(adas, ada, foreign).status()).isEqualTo(404);
        assertThat(foreigns.isSignedIn()).isTrue();
    }

    private Answer endAll(Browser at, Person by, Person target) {
        return at.send("DELETE", path(target), null, proof(at, by, target));
    }

    private static Map<String, String> proof(Browser at, Person by, Person target) {
        return Map.of("Rekey-Step-Up", at.proof(by, "user:write", target.id()));
    }

    private static List<JsonNode> listed(Browser at, Person person) {
        Answer answer = at.get(path(person));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body().path("sessions").valueStream().toList();
    }

    private static String id(JsonNode session) {
        return session.path("sessionId").asString();
    }

    private static String path(Person person) {
        return path(person.id());
    }

    private static String path(String userId) {
        return "/api/v1/users/" + userId + "/sessions";
    }
}
