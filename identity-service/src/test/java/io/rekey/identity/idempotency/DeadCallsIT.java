package io.rekey.identity.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.Race;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.idempotency.IdempotentCall.State;
import io.rekey.identity.token.OpaqueToken;
import io.rekey.identity.user.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** What became of calls whose process died, whose answer nobody wanted, or whose day is over. */
class DeadCallsIT extends RunningIdentity {

    @Autowired
    IdempotentCalls calls;

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
    void letsNobodyRunWhatStillRuns() {
        died(Duration.ofSeconds(59));
        Answer answer = inviteAgain();
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.problem()).isEqualTo("still-running");
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(generation()).isEqualTo(1);
    }

    @Test
    void runsAgainWhatDiedHalfWay() {
        died(Duration.ofSeconds(60));
        Answer answer = inviteAgain();
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(generation()).isEqualTo(2);
        assertThat(inviteAgain().headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(generation()).isEqualTo(2);
    }

    @Test
    void runsItAgainOnceForSixteenAtTheSameMoment() throws Exception {
        died(Duration.ofMinutes(2));
        List<Integer> statuses = Race.times(16, () -> inviteAgain().status());
        assertThat(statuses).containsOnly(202);
        assertThat(generation()).isEqualTo(2);
    }

    /** Also where time passes between them. */
    @Test
    void givesTheRunToOneOfManyWhoFindItDead() throws Exception {
        for (int round = 0; round < 20; round++) {
            run("fingerprint");
            clock.advance(Duration.ofMinutes(1));
            List<Turn> turns = Race.times(16, () -> {
                clock.advance(Duration.ofMillis(1));
                return calls.turn(id(), "fingerprint");
            });
            assertThat(turns).filteredOn(Turn.Mine.class::isInstance).hasSize(1);
            clock.advance(Duration.ofMinutes(1));
        }
    }

    /** The reset's own write knows the key as well: the second run finds the first one's reset. */
    @Test
    void resetsNobodyTwiceThoughTheFirstRunDiedAfterItsWrite() {
        Person marta = user();
        Answer first = reset(adas, ada, key, marta);
        mongo.updateFirst(
                Query.query(where("_id").is(id())),
                new Update()
                        .set("state", State.RUNNING)
                        .unset("answer")
                        .set("at", clock.instant().minusSeconds(60)),
                IdempotentCall.class);
        Answer again = reset(adas, ada, key, marta);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(read(marta).epoch()).isEqualTo(2);
    }

    @Test
    void takesNoWordFromARunThatWasTakenOver() {
        IdempotentCall dead = run("fingerprint");
        clock.advance(Duration.ofMinutes(1));
        IdempotentCall living = run("fingerprint");
        calls.finish(dead, answer(500));
        calls.release(dead);
        assertThat(calls.turn(id(), "fingerprint")).isEqualTo(new Turn.Running());
        calls.finish(living, answer(204));
        calls.release(living);
        assertThat(calls.turn(id(), "fingerprint")).isEqualTo(new Turn.Answered(answer(204)));
    }

    @Test
    void runsAgainAtOnceWhatWasReleased() {
        calls.release(run("fingerprint"));
        assertThat(calls.turn(id(), "another")).isInstanceOf(Turn.Mine.class);
    }

    @Test
    void remembersForADay() {
        calls.finish(run("fingerprint"), answer(204));
        clock.advance(Duration.ofDays(1).minusMillis(1));
        calls.sweep();
        assertThat(calls.turn(id(), "another")).isEqualTo(new Turn.Reused());
        assertThat(calls.turn(id(), "fingerprint")).isEqualTo(new Turn.Answered(answer(204)));
    }

    @Test
    void knowsNothingAfterADayEvenBeforeTheSweep() {
        calls.finish(run("fingerprint"), answer(204));
        clock.advance(Duration.ofDays(1));
        IdempotentCall next = run("another");
        assertThat(stored()).isEqualTo(next);
    }

    @Test
    void sweepsWhatIsOlderThanADay() {
        run("fingerprint");
        clock.advance(Duration.ofDays(1));
        calls.sweep();
        assertThat(stored()).isNull();
    }

    /** The first call as it was when its process died so long ago: done, and not remembered as done. */
    private void died(Duration ago) {
        assertThat(inviteAgain().status()).isEqualTo(202);
        Update running = new Update()
                .set("state", State.RUNNING)
                .unset("answer")
                .set("at", clock.instant().minus(ago));
        mongo.updateFirst(Query.query(where("_id").is(id())), running, IdempotentCall.class);
    }

    private IdempotentCall run(String fingerprint) {
        return ((Turn.Mine) calls.turn(id(), fingerprint)).run();
    }

    private @Nullable IdempotentCall stored() {
        return mongo.findById(id(), IdempotentCall.class);
    }

    private Answer inviteAgain() {
        String path = "/api/v1/users/" + lena.id() + "/invitation";
        return adas.twin().send("POST", path, null, Map.of("Idempotency-Key", key));
    }

    private int generation() {
        return Objects.requireNonNull(read(lena).link()).gen();
    }

    private String id() {
        return OpaqueToken.sha256(ada.id() + ":" + key);
    }

    private static IdempotentCall.Answer answer(int status) {
        return new IdempotentCall.Answer(status, null, new Binary(new byte[0]));
    }
}
