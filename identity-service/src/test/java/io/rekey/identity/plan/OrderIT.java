package io.rekey.identity.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.identity.MfaResetRefused;
import io.rekey.events.identity.MfaResetRequested;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.Race;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.user.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** R37–R39: orders of resets, one by one and many at once, as they are attacked (A-cases of the threat list). */
class OrderIT extends RunningIdentity {

    private Person ada;
    private Browser adas;

    @BeforeEach
    void signIn() {
        ada = administrator();
        adas = signedIn(ada);
    }

    /** A01, R37: one bad id never stops good ones, and foreign ids say nothing. */
    @Test
    void judgesEachIdByItself() {
        Person marta = user();
        Person foreign = people.active(mfa, GLOBEX, Role.USER);
        Answer answer = order(marta.id(), foreign.id(), "u-nobody", ada.id());
        assertThat(answer.status()).isEqualTo(202);
        assertThat(outcomes(answer)).containsExactly("ACCEPTED", "NOT_FOUND", "NOT_FOUND", "SELF");
        assertThat(read(foreign).epoch()).isEqualTo(1);
        assertThat(read(marta).epoch()).isEqualTo(2);
        assertThat(eventsAbout(ada, MfaResetRefused.class))
                .extracting(MfaResetRefused::outcome)
                .containsExactly("SELF");
        assertThat(topics.heardAbout("u-nobody"))
                .anySatisfy(event -> assertThat(event.payload()).isInstanceOf(MfaResetRefused.class));
    }

    /** A03 */
    @Test
    void resetsNobodyThemselvesWhateverElseIsInTheList() {
        Person marta = user();
        assertThat(outcomes(order(ada.id(), marta.id()))).containsExactly("SELF", "ACCEPTED");
        assertThat(order(ada.id().toUpperCase(java.util.Locale.ROOT)).status()).isEqualTo(404);
        assertThat(read(ada).epoch()).isEqualTo(1);
    }

    @Test
    void countsAnIdThatIsNamedTwiceOnce() {
        Person marta = user();
        assertThat(outcomes(order(marta.id(), marta.id()))).containsExactly("ACCEPTED");
        assertThat(read(marta).epoch()).isEqualTo(2);
    }

    /** A11: the documented maximum is taken. */
    @Test
    void takesTenThousandIdsAtOnce() {
        List<Person> twenty = IntStream.range(0, 20).mapToObj(i -> user()).toList();
        String[] ids = Stream.concat(
                        twenty.stream().map(Person::id),
                        IntStream.range(0, 9_980).mapToObj(i -> "u-none-" + i))
                .toArray(String[]::new);
        Answer answer = order(ids);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(outcomes(answer).stream().filter("ACCEPTED"::equals)).hasSize(20);
        assertThat(twenty).allSatisfy(person -> assertThat(read(person).epoch()).isEqualTo(2));
    }

    /** A13, I5: two epochs or one, never a hole, and one live link. */
    @Test
    void leavesDenseEpochsWhereTwoResetTheSamePersonAtOnce() throws Exception {
        Person grace = administrator();
        Browser graces = signedIn(grace);
        Person marta = user();
        for (int round = 0; round < 20; round++) {
            String key = "race-" + round;
            List<Callable<Integer>> both = new ArrayList<>();
            String adasProof = adas.proof(ada, "mfa:reset", marta.id());
            String gracesProof = graces.proof(grace, "mfa:reset", marta.id());
            both.add(() -> reset(adas, key, adasProof, Map.of("userIds", List.of(marta.id()), "reason", "r"))
                    .status());
            both.add(() -> reset(graces, key, gracesProof, Map.of("userIds", List.of(marta.id()), "reason", "r"))
                    .status());
            assertThat(Race.of(both)).containsOnly(202);
        }
        assertThat(read(marta).epoch()).isEqualTo(41);
        assertThat(eventsAbout(marta, MfaResetRequested.class))
                .extracting(MfaResetRequested::epoch)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(2, 41).boxed().toList());
        assertThat(read(marta).link())
                .satisfies(link -> assertThat(link.epoch()).isEqualTo(41));
    }

    /** A25: who was reset themselves is out at the next request, whatever they administer. */
    @Test
    void letsNobodyGoOnAdministeringWhoWasResetThemselves() {
        Person sam = people.active(mfa, ACME, Role.SUPPORT);
        Browser sams = signedIn(sam);
        Person marta = user();
        String proof = sams.proof(sam, "mfa:reset", marta.id());
        order(sam.id());
        Answer late = reset(sams, "late", proof, Map.of("userIds", List.of(marta.id()), "reason", "r"));
        assertThat(late.status()).isEqualTo(401);
        assertThat(read(marta).epoch()).isEqualTo(1);
    }

    /** R39: a user is not reset without end. */
    @Test
    void resetsAUserSoOftenADayAndNotMore() {
        people.organization("seldom", "{\"stepUp\": \"PASSWORD\", \"approveAgain\": false, \"resetsPerTarget\": 2}");
        Person boss = people.active(mfa, "seldom", Role.ADMINISTRATOR);
        Browser at = signedIn(boss);
        Person marta = people.active(mfa, "seldom", Role.USER);
        assertThat(reset(at, boss, "k1", marta).status()).isEqualTo(202);
        assertThat(reset(at, boss, "k2", marta).status()).isEqualTo(202);
        Answer third = reset(at, boss, "k3", marta);
        assertThat(third.status()).isEqualTo(429);
        assertThat(third.problem()).isEqualTo("too-many-resets");
        clock.advance(Duration.ofHours(24));
        assertThat(reset(signedIn(boss), boss, "k4", marta).status()).isEqualTo(202);
    }

    private Answer order(String... ids) {
        String proof = adas.proof(ada, "mfa:reset", ids);
        return reset(adas, "k" + ids.length + ids[0], proof, Map.of("userIds", List.of(ids), "reason", "r"));
    }

    private static List<String> outcomes(Answer answer) {
        return answer.body()
                .path("resets")
                .valueStream()
                .map(reset -> reset.path("outcome").asString())
                .toList();
    }
}
