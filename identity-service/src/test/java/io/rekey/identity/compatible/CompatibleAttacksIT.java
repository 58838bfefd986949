package io.rekey.identity.compatible;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.identity.MfaResetRefused;
import io.rekey.events.identity.MfaResetRequested;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.Race;
import io.rekey.identity.user.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The attacks on a reset's doors, tried at these doors: A01, A03, A13; for the others see {@link CompatibleBodiesIT}. */
class CompatibleAttacksIT extends CompatibleDoors {

    private static final Person NOBODY = new Person("u-nobody", ACME, "nobody", "x", "e-nobody");

    /** A01: each door, with a proof and without: somebody else's user is nobody. */
    @Test
    void knowsNoForeignUserAtAnyDoor() {
        Person foreign = people.active(mfa, GLOBEX, Role.USER);
        for (Person[] proven : List.of(new Person[] {}, new Person[] {foreign})) {
            List<Answer> there = everyDoor(foreign, proven);
            List<Answer> nowhere = everyDoor(NOBODY, proven.length == 0 ? proven : new Person[] {NOBODY});
            for (int door = 0; door < there.size(); door++) {
                boolean asksForProofFirst = door == 0 && proven.length == 0;
                assertThat(there.get(door).status())
                        .as("door " + door)
                        .isEqualTo(asksForProofFirst ? 401 : 404)
                        .isEqualTo(nowhere.get(door).status());
                assertThat(there.get(door).text().replace(foreign.id(), "*"))
                        .isEqualTo(nowhere.get(door).text().replace(NOBODY.id(), "*"));
            }
        }
        assertThat(read(foreign).epoch()).isEqualTo(1);
        assertThat(eventsAbout(foreign)).noneMatch(MfaResetRequested.class::isInstance);
        assertThat(everyDoor(user(), new Person[] {}))
                .extracting(Answer::status)
                .as("without a proof, but one's own organization's")
                .containsExactly(401, 200, 401, 404, 401, 401);
    }

    /** A01, R79: a proven wish for somebody else's user is seen, whichever door. */
    @Test
    void tellsOfAForeignUserWhoWasAskedFor() {
        Person foreign = people.active(mfa, GLOBEX, Role.USER);
        everyDoor(foreign, new Person[] {foreign});
        eventsAbout(ada); // it is told in her document
        assertThat(eventsAbout(foreign, MfaResetRefused.class))
                .allSatisfy(told -> assertThat(told.actor().id()).isEqualTo(ada.id()))
                .extracting(MfaResetRefused::reason)
                .containsExactly(
                        "requested through PUT /user/users/mfa/reset",
                        "requested through DELETE /api/v2/users/{id}/authentication-methods",
                        "requested through POST /api/v2/users/{id}/recovery-code-regeneration");
    }

    private List<Answer> everyDoor(Person person, Person[] proven) {
        return List.of(
                call("PUT", LIST, list(person), proven),
                call("GET", methodsOf(person), null),
                call("DELETE", methodsOf(person), null, proven),
                call("DELETE", methodsOf(person) + "/e-1", null, proven),
                call("DELETE", methodsOf(person) + "/recovery-code%7Cuser", null, proven),
                call("POST", codesOf(person), null, proven));
    }

    /** A03. */
    @Test
    void resetsNobodyThemselves() {
        for (Answer own : List.of(
                call("PUT", LIST, list(ada), ada),
                clearAll(ada, null),
                clear(ada, ada.enrollmentId()),
                clear(ada, "recovery-code%7Cuser"))) {
            assertThat(own.status()).as(own.text()).isEqualTo(403);
            assertThat(own.problem()).isEqualTo("own-account");
        }
        assertThat(read(ada).epoch()).isEqualTo(1);
        Person marta = user();
        Answer amongOthers = call("PUT", LIST, list(marta, ada), marta, ada);
        assertThat(amongOthers.status()).isEqualTo(202);
        assertThat(amongOthers.body().at("/resets/0/outcome").asString()).isEqualTo("ACCEPTED");
        assertThat(amongOthers.body().at("/resets/1/outcome").asString()).isEqualTo("SELF");
        assertThat(read(ada).epoch()).isEqualTo(1);
        assertThat(read(marta).epoch()).isEqualTo(2);
    }

    /** A03: an id in another case, with a space or an encoded letter is nobody's; none of them is oneself by another name. */
    @Test
    void knowsNobodyByAnotherSpellingOfTheirId() {
        assertThat(call("DELETE", "/api/v2/users/" + ada.id().toUpperCase() + "/authentication-methods", null)
                        .status())
                .isEqualTo(404);
        assertThat(call("DELETE", "/api/v2/users/" + ada.id() + "%20/authentication-methods", null)
                        .status())
                .isEqualTo(404);
        assertThat(call("DELETE", "/api/v2/users/" + ada.id().replace("u", "%75") + "/authentication-methods", null)
                        .problem())
                .isEqualTo("step-up-required");
        assertThat(read(ada).epoch()).isEqualTo(1);
    }

    @Test
    void reachesNobodyWhoseRoleIsNotBelow() {
        Person sam = people.active(mfa, ACME, Role.SUPPORT);
        Person lee = people.active(mfa, ACME, Role.SUPPORT);
        Browser sams = signedIn(sam);
        for (Answer refused : List.of(
                call(sams, sam, "PUT", LIST, list(lee), null, lee),
                call(sams, sam, "DELETE", methodsOf(lee), null, null, lee),
                call(sams, sam, "DELETE", methodsOf(lee) + "/" + lee.enrollmentId(), null, null, lee),
                call(sams, sam, "POST", codesOf(lee), null, null, lee))) {
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.problem()).isEqualTo("out-of-reach");
        }
        assertThat(read(lee).epoch()).isEqualTo(1);
        assertThat(clearAll(lee, null).status()).as("an administrator may").isEqualTo(202);
    }

    /** A13, I4, I5: twenty times two administrators at once, each by another door. */
    @Test
    void countsEveryResetOfTwoAdministratorsAtOnce() throws Exception {
        Person grace = administrator();
        Browser graces = signedIn(grace);
        Person marta = user();
        int rounds = 20;
        for (int round = 0; round < rounds; round++) {
            List<Callable<Answer>> racers = new ArrayList<>();
            Map<String, String> adasProof = Map.of("Rekey-Step-Up", adas.proof(ada, "mfa:reset", marta.id()));
            Map<String, String> gracesProof = Map.of("Rekey-Step-Up", graces.proof(grace, "mfa:reset", marta.id()));
            racers.add(() -> adas.twin().send("DELETE", methodsOf(marta), null, adasProof));
            racers.add(() -> graces.twin().send("PUT", LIST, list(marta), gracesProof));
            assertThat(Race.of(racers)).extracting(Answer::status).containsOnly(202);
        }
        long last = 1 + 2L * rounds;
        assertThat(read(marta).epoch()).isEqualTo(last);
        assertThat(read(marta).fences().links()).isEqualTo(last);
        assertThat(eventsAbout(marta, MfaResetRequested.class))
                .extracting(MfaResetRequested::epoch)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(2, last).boxed().toList());
        assertThat(LongStream.rangeClosed(1, last)
                        .filter(epoch -> ticket(marta, "reset", epoch, 0).status() == 200))
                .as("epochs whose link is alive")
                .containsExactly(last);
    }
}
