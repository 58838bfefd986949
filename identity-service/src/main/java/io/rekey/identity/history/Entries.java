package io.rekey.identity.history;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Repository;

/** All entries of all histories. */
@Repository
class Entries {

    private static final Sort NEWEST_FIRST = Sort.by(Sort.Direction.DESC, "at", "_id");
    private static final long MAX_MILLIS = 2_000;

    private final MongoOperations mongo;

    Entries(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** @throws org.springframework.dao.DuplicateKeyException if the event is there already */
    void insert(HistoryEntry entry) {
        mongo.insert(entry);
    }

    /**
     * The latest entries of a user, the newest first.
     *
     * @param organizations on whose behalf they must have happened: what one that is nobody of the reader's tried is its own
     * @param before only what comes behind this entry in this order
     */
    List<HistoryEntry> of(String userId, Collection<String> organizations, @Nullable Place before, int limit) {
        Criteria criteria = where("userId").is(userId).and("organizationId").in(organizations);
        if (before != null) {
            criteria.orOperator(
                    where("at").lt(before.at()),
                    where("at").is(before.at()).and("_id").lt(before.eventId()));
        }
        Query query = Query.query(criteria).with(NEWEST_FIRST).limit(limit).maxTimeMsec(MAX_MILLIS);
        return mongo.find(query, HistoryEntry.class);
    }

    /** Where an entry stands. */
    record Place(Instant at, String eventId) {}
}
