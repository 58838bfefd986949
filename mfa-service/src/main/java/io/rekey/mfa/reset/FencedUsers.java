package io.rekey.mfa.reset;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.mfa.EnrollmentsCleared;
import io.rekey.events.mfa.MfaEvent;
import io.rekey.messaging.outbox.Outbox;
import io.rekey.mfa.user.FactorsDocument;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** The stored users as resets see them. Every write is one guarded write of one user's document. */
@Repository
class FencedUsers {

    private final MongoOperations mongo;
    private final Outbox<MfaEvent> outbox;

    FencedUsers(MongoOperations mongo, Outbox<MfaEvent> outbox) {
        this.mongo = mongo;
        this.outbox = outbox;
    }

    FencedUser of(String userId) {
        return Optional.ofNullable(mongo.findById(userId, FencedUser.class))
                .orElseGet(() -> FencedUser.unknown(userId));
    }

    /** The next users in the order of their ids, behind one of them; the empty string is before all. */
    List<FencedUser> after(String userId, int atMost) {
        Query query = Query.query(where("_id").gt(userId)).with(Sort.by("_id")).limit(atMost);
        query.fields()
                .include(FactorsDocument.FENCES, FactorsDocument.ENROLLMENTS, FactorsDocument.BACKUP_CODES)
                .include(FactorsDocument.REVISION);
        return mongo.find(query, FencedUser.class);
    }

    /**
     * Removes what is void, raises the fences and gives the receipt, all in one write, if no row has come or gone since the
     * user was read: the receipt's count was made from what was read. False if one has; then nothing is done.
     */
    boolean clear(FencedUser read, List<VoidedRows> cells, EnrollmentsCleared receipt) {
        // Guard: effect and marker in one write
        Update update = outbox.append(VoidFactors.update(cells), receipt);
        try {
            mongo.upsert(unchanged(read), update, FencedUser.class);
        } catch (DuplicateKeyException e) {
            return false; // the document is there with another revision
        }
        outbox.nudge();
        return true;
    }

    /** Removes what lies below the user's own fence. Does nothing if a row has come or gone meanwhile: the next round looks again. */
    void remove(FencedUser read, List<VoidedRows> cells) {
        mongo.updateFirst(unchanged(read), VoidFactors.update(cells), FencedUser.class);
    }

    private static Query unchanged(FencedUser read) {
        return Query.query(where("_id").is(read.userId()).andOperator(FactorsDocument.at(read.revision())));
    }
}
