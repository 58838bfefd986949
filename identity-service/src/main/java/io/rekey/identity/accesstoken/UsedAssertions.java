package io.rekey.identity.accesstoken;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import java.time.Clock;
import java.time.Instant;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/** Remembers each assertion for as long as it could be shown again: one use each (I8, RFC 7523 3, {@code jti}). */
@Repository
class UsedAssertions {

    private final MongoOperations mongo;
    private final Clock clock;

    UsedAssertions(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    /**
     * Uses an assertion up. Of any number at the same moment one succeeds: the id is the key.
     *
     * @return whether it was not used before
     */
    boolean useUp(String clientId, String assertionId, Instant expiresAt) {
        try {
            mongo.insert(new UsedAssertion(clientId + ":" + assertionId, expiresAt));
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    @Scheduled(fixedDelay = 60_000, initialDelay = 60_000)
    void sweep() {
        mongo.remove(Query.query(where("expiresAt").lt(clock.instant())), UsedAssertion.class);
    }

    @Document("used_assertions")
    @TypeAlias("usedAssertion")
    record UsedAssertion(@Id String id, Instant expiresAt) {}
}
