package io.rekey.identity.idempotency;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.identity.idempotency.IdempotentCall.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/** All calls that were made under a key. Of any number of callers with the same key one runs it: the insert decides. */
@Repository
class IdempotentCalls {

    static final Duration LIFETIME = Duration.ofDays(1);
    /** Longer than any call takes: whoever has not finished by then is dead. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private final MongoOperations mongo;
    private final Clock clock;

    IdempotentCalls(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    /** Whose turn it is. Asked again and again, it becomes somebody's or an answer. */
    Turn turn(String id, String fingerprint) {
        IdempotentCall mine = IdempotentCall.running(id, fingerprint, clock.instant());
        IdempotentCall known = mongo.findById(id, IdempotentCall.class);
        return known == null ? begun(mine) : turn(known, mine);
    }

    /** Remembers the answer of a run, unless somebody took the run over. */
    void finish(IdempotentCall run, IdempotentCall.Answer answer) {
        Update update = new Update().set("state", State.ANSWERED).set("answer", answer);
        mongo.updateFirst(Query.query(exactly(run)), update, IdempotentCall.class);
    }

    /** Forgets a run without a final answer, so that the caller can try again at once. */
    void release(IdempotentCall run) {
        mongo.remove(Query.query(exactly(run)), IdempotentCall.class);
    }

    @Scheduled(fixedDelay = 60_000, initialDelay = 60_000)
    void sweep() {
        Instant over = clock.instant().minus(LIFETIME);
        mongo.remove(Query.query(where("at").lte(over)), IdempotentCall.class);
    }

    private Turn begun(IdempotentCall mine) {
        try {
            mongo.insert(mine);
            return new Turn.Mine(mine);
        } catch (DuplicateKeyException e) {
            return new Turn.Running(); // somebody came a moment before
        }
    }

    private Turn turn(IdempotentCall known, IdempotentCall mine) {
        if (isOlder(known, mine, LIFETIME)) {
            return takenOver(known, mine);
        }
        if (!known.fingerprint().equals(mine.fingerprint())) {
            return new Turn.Reused();
        }
        if (known.answer() != null) {
            return new Turn.Answered(known.answer());
        }
        return isOlder(known, mine, PATIENCE) ? takenOver(known, mine) : new Turn.Running();
    }

    private static boolean isOlder(IdempotentCall known, IdempotentCall mine, Duration age) {
        return !known.at().plus(age).isAfter(mine.at());
    }

    private Turn takenOver(IdempotentCall known, IdempotentCall mine) {
        Update update = new Update()
                .set("fingerprint", mine.fingerprint())
                .set("state", mine.state())
                .set("at", mine.at())
                .unset("answer");
        // By compare-and-set on its time: of several that find it dead one runs it.
        long taken = mongo.updateFirst(Query.query(exactly(known)), update, IdempotentCall.class)
                .getModifiedCount();
        return taken == 1 ? new Turn.Mine(mine) : new Turn.Running();
    }

    private static Criteria exactly(IdempotentCall call) {
        return where("_id").is(call.id()).and("at").is(call.at()).and("state").is(call.state());
    }
}
