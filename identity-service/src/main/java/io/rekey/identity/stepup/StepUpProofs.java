package io.rekey.identity.stepup;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.identity.session.Person;
import io.rekey.identity.token.OpaqueToken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/**
 * Proofs that somebody was there a moment ago: single use, five minutes, bound to person, session, action and the list of
 * targets (R34).
 */
@Repository
class StepUpProofs {

    static final Duration LIFETIME = Duration.ofMinutes(5);

    private final MongoOperations mongo;
    private final Clock clock;

    StepUpProofs(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    OpaqueToken issue(Person caller, String action, Collection<String> targets) {
        OpaqueToken proof = OpaqueToken.random();
        mongo.insert(new StepUpProof(
                proof.hash(),
                caller.id(),
                caller.session().id(),
                action,
                digest(targets),
                clock.instant().plus(LIFETIME)));
        return proof;
    }

    /** Spends a proof for exactly this. Of any number of parallel uses one succeeds: it is removed as it is found (I8). */
    boolean spend(String proof, Person caller, String action, Collection<String> targets) {
        Criteria exact = where("_id")
                .is(OpaqueToken.sha256(proof))
                .and("userId")
                .is(caller.id())
                .and("sessionId")
                .is(caller.session().id())
                .and("action")
                .is(action)
                .and("targets")
                .is(digest(targets))
                .and("expiresAt")
                .gt(clock.instant());
        return mongo.findAndRemove(Query.query(exact), StepUpProof.class) != null;
    }

    @Scheduled(fixedDelay = 60_000, initialDelay = 60_000)
    void sweep() {
        mongo.remove(Query.query(where("expiresAt").lt(clock.instant())), StepUpProof.class);
    }

    private static String digest(Collection<String> targets) {
        return OpaqueToken.sha256(
                String.join(",", targets.stream().distinct().sorted().toList()));
    }

    @Document("step_ups")
    @TypeAlias("stepUp")
    record StepUpProof(
            @Id String id, String userId, String sessionId, String action, String targets, Instant expiresAt) {}
}
