package io.rekey.messaging.outbox;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/**
 * Lets one instance of a service relay at a time, so that a user's events leave in order. It is a matter of order, not of
 * safety: two relays at once would only send an event twice, which every consumer bears.
 */
final class RelayLease {

    private static final String COLLECTION = "leases";
    private static final String ID = "relay";

    private final MongoOperations mongo;
    private final Clock clock;
    private final Duration lifetime;
    private final String owner;
    private Instant heldUntil = Instant.MIN;

    RelayLease(MongoOperations mongo, Clock clock, Duration lifetime, String owner) {
        this.mongo = mongo;
        this.clock = clock;
        this.lifetime = lifetime;
        this.owner = owner;
    }

    /** Whether this instance may relay now; takes or renews the lease where it has to. */
    boolean held() {
        Instant now = clock.instant();
        if (now.plus(lifetime.dividedBy(2)).isBefore(heldUntil)) {
            return true;
        }
        return take(now);
    }

    /** Gives the lease back, so that the next instance need not wait for its end. */
    void release() {
        mongo.remove(Query.query(where("_id").is(ID).and("owner").is(owner)), COLLECTION);
        heldUntil = Instant.MIN;
    }

    private boolean take(Instant now) {
        Criteria free = new Criteria()
                .orOperator(where("owner").is(owner), where("until").lt(now));
        Query query = Query.query(where("_id").is(ID).andOperator(free));
        Instant until = now.plus(lifetime);
        try {
            mongo.upsert(query, new Update().set("owner", owner).set("until", until), COLLECTION);
            heldUntil = until;
            return true;
        } catch (DuplicateKeyException e) {
            return false; // the document is there and another's
        }
    }
}
