package io.rekey.identity.reset;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.identity.MfaResetRequested;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** The progress of all resets. Every update may come twice and in any order. */
@Repository
public class Resets {

    static final String COLLECTION = "resets";

    /** Set until somebody has seen the reset in a final state: what the review's index finds. */
    static final String OPEN = "open";

    private final MongoOperations mongo;

    Resets(MongoOperations mongo) {
        this.mongo = mongo;
    }

    Optional<Reset> find(String id, String organizationId) {
        Query query = Query.query(where("_id").is(id).and("organizationId").is(organizationId));
        return Optional.ofNullable(mongo.findOne(query, Reset.class)).filter(Resets::isKnown);
    }

    /** Only a receipt came so far: what it is for is written down in a moment. */
    private static boolean isKnown(Reset reset) {
        return reset.acceptedAt() != null || reset.requestedAt() != null;
    }

    /** An organization's resets, newest first; ids rise with time. */
    List<Reset> latest(String organizationId, String beforeId, int limit) {
        Criteria criteria = where("organizationId").is(organizationId);
        if (!beforeId.isEmpty()) {
            criteria.and("_id").lt(beforeId);
        }
        Query query = Query.query(criteria)
                .with(Sort.by(Sort.Direction.DESC, "_id"))
                .limit(limit)
                .maxTimeMsec(2_000);
        return mongo.find(query, Reset.class);
    }

    /** How many an organization accepted since a moment. */
    public long acceptedSince(String organizationId, Instant since) {
        Query query = Query.query(
                where("organizationId").is(organizationId).and("acceptedAt").gte(since));
        return mongo.count(query, Reset.class);
    }

    /** Writes down what waits for somebody's agreement. Nothing has happened to the users. */
    public void recordPending(
            ResetAuthority by, ResetOrder order, String planId, Map<String, String> users, Instant at) {
        List<Reset> pending = users.entrySet().stream()
                .map(user -> Reset.pending(user.getKey(), user.getValue(), by, order, planId, at))
                .toList();
        for (Reset reset : pending) {
            try {
                mongo.insert(reset);
            } catch (DuplicateKeyException e) {
                // written down by an earlier try of the same order
            }
        }
    }

    /** What waited for agreement will not happen. */
    public void refuse(Collection<String> ids, ResetState as, String why, Instant at) {
        Query query = Query.query(
                where("_id").in(ids).and("acceptedAt").is(null).and("refusedAt").is(null));
        Update update = new Update().set("refusedAt", at).set("refusal", why);
        mongo.updateMulti(query, as == ResetState.EXPIRED ? update.set("expiredAt", at) : update, Reset.class);
    }

    List<Reset> ofUser(String userId, String organizationId) {
        Query query = Query.query(
                        where("userId").is(userId).and("organizationId").is(organizationId))
                .with(Sort.by(Sort.Direction.DESC, "epoch"))
                .limit(50);
        return mongo.find(query, Reset.class);
    }

    /**
     * Writes down what was accepted. The reset itself is in the user's document already.
     *
     * @param sessionsEnded how many more ended just now
     */
    void record(MfaResetRequested accepted, long sessionsEnded) {
        Update update = new Update()
                .set("userId", accepted.userId())
                .set("organizationId", accepted.organizationId())
                .set("epoch", accepted.epoch())
                .set("level", accepted.level())
                .set("providers", accepted.providers())
                .set("actor", accepted.actor().id())
                .set("reason", accepted.reason())
                .set("ticket", accepted.ticket())
                .set("approvers", accepted.approvers())
                .set("acceptedAt", accepted.at())
                .set(OPEN, true)
                .inc("sessionsEnded", sessionsEnded); // there even if the request died before it counted them
        upsert(where("_id").is(accepted.resetId()), update);
    }

    /** Keeps the first receipt of a service: a repeated event finds less to clear, and says so. */
    void receipt(String id, String service, Reset.Receipt receipt) {
        upsert(where("_id").is(id), new Update().setOnInsert("sessionsEnded", 0L));
        String field = "receipts." + service;
        mongo.updateFirst(
                Query.query(where("_id").is(id).and(field).is(null)), new Update().set(field, receipt), Reset.class);
    }

    void completed(String id, Instant at) {
        upsert(where("_id").is(id), new Update().min("completedAt", at));
    }

    void expired(String id, Instant at) {
        upsert(where("_id").is(id), new Update().min("expiredAt", at));
    }

    /** Resets that may still have to be closed, in pages by id. */
    List<Reset> open(String afterId, int limit) {
        Query query = Query.query(where(OPEN).is(true).and("_id").gt(afterId))
                .with(Sort.by("_id"))
                .limit(limit);
        return mongo.find(query, Reset.class);
    }

    void close(String id) {
        mongo.updateFirst(Query.query(where("_id").is(id)), new Update().unset(OPEN), Reset.class);
    }

    private void upsert(Criteria criteria, Update update) {
        try {
            mongo.upsert(Query.query(criteria), update, Reset.class);
        } catch (DuplicateKeyException e) {
            mongo.upsert(Query.query(criteria), update, Reset.class); // two first writers: the second finds it there
        }
    }
}
