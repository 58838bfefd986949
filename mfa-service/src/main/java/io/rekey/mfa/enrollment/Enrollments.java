package io.rekey.mfa.enrollment;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.mfa.AuthenticatorEnrolled;
import io.rekey.events.mfa.MfaEvent;
import io.rekey.messaging.outbox.Outbox;
import io.rekey.mfa.factor.Synchronization;
import io.rekey.mfa.user.EnrollmentId;
import io.rekey.mfa.user.FactorsDocument;
import io.rekey.mfa.user.FencedException;
import io.rekey.mfa.user.Fences;
import io.rekey.mfa.user.UserId;
import java.time.Instant;
import java.util.Optional;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** The stored enrollments. Every write is one guarded write of one user's document. */
@Repository
public class Enrollments {

    private static final String STATE = "enrollments.$.state";
    private static final String LAST_STEP = "enrollments.$.lastStep";
    private static final String LAST_USED_AT = "enrollments.$.lastUsedAt";

    private final MongoOperations mongo;
    private final Outbox<MfaEvent> outbox;

    Enrollments(MongoOperations mongo, Outbox<MfaEvent> outbox) {
        this.mongo = mongo;
        this.outbox = outbox;
    }

    /** What is stored for a user; nothing at all for an unknown one. */
    public EnrolledUser of(UserId userId) {
        return Optional.ofNullable(mongo.findById(userId.value(), EnrolledUser.class))
                .orElseGet(() -> EnrolledUser.unknown(userId.value()));
    }

    /**
     * Adds a pending enrollment (protocol 3.3).
     *
     * @return false if an enrollment of this id is there already
     * @throws FencedException if its epoch is below this service's fence
     */
    boolean add(UserId userId, Enrollment enrollment) {
        // A duplicate key says that the document is there and the filter does not match it, or that another request
        // created
        // it this moment. The second try tells the two apart.
        for (int attempt = 0; attempt < 2; attempt++) {
            if (upsert(userId, enrollment)) {
                return true;
            }
        }
        if (of(userId).enrollment(new EnrollmentId(enrollment.id())).isPresent()) {
            return false;
        }
        throw new FencedException();
    }

    private boolean upsert(UserId userId, Enrollment enrollment) {
        Query query = byId(userId)
                .addCriteria(new Criteria()
                        .andOperator(
                                Fences.admit(enrollment.scope(), enrollment.epoch()),
                                where("enrollments.id").ne(enrollment.id())));
        Update update = FactorsDocument.changingRows(new Update().push(FactorsDocument.ENROLLMENTS, enrollment));
        try {
            mongo.upsert(query, update, EnrolledUser.class);
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    /** Makes a pending enrollment active with the step that proved it (protocol 3.4). False if it is not pending any more. */
    boolean activate(UserId userId, AuthenticatorEnrolled event, long step) {
        Query query = byId(userId).addCriteria(one(event.enrollmentId(), Enrollment.State.PENDING, 0, step));
        Update update = new Update().set(STATE, Enrollment.State.ACTIVE).set(LAST_STEP, step);
        boolean done = write(query, outbox.append(update, event));
        if (done) {
            outbox.nudge();
        }
        return done;
    }

    /**
     * Uses up a step and every one before it (protocol 2.2): of any number of parallel requests with one code, one gets true.
     *
     * @param fence the lowest epoch that identity-service accepts, as captured when the sign-in started
     */
    public boolean use(UserId userId, Enrollment enrollment, long fence, long step, Instant now) {
        return write(
                usable(userId, enrollment, fence, step),
                new Update().set(LAST_STEP, step).set(LAST_USED_AT, now));
    }

    /** The same for two consecutive codes, and keeps the drift that they prove (R5). Both steps are used up. */
    public boolean synchronize(UserId userId, Enrollment enrollment, long fence, Synchronization found, Instant now) {
        return write(
                usable(userId, enrollment, fence, found.firstStep()),
                new Update()
                        .set(LAST_STEP, found.lastStep())
                        .set("enrollments.$.drift", found.drift())
                        .set(LAST_USED_AT, now));
    }

    private static Query usable(UserId userId, Enrollment enrollment, long fence, long step) {
        return byId(userId)
                .addCriteria(new Criteria()
                        .andOperator(
                                Fences.admit(enrollment.scope(), enrollment.epoch()),
                                one(enrollment.id(), Enrollment.State.ACTIVE, fence, step)));
    }

    private static Criteria one(String id, Enrollment.State state, long fence, long step) {
        // Guard: fence passed to the factor check
        Criteria accepted =
                where("id").is(id).and("state").is(state).and("epoch").gte(fence);
        // Guard: last step by compare-and-set
        return where(FactorsDocument.ENROLLMENTS)
                .elemMatch(accepted.and("lastStep").lt(step));
    }

    /** Puts off the question whether an enrollment belongs to anything. */
    void checkAgain(UserId userId, String id, Instant at) {
        write(byRow(userId, id), new Update().set("enrollments.$.orphanCheckAt", at));
    }

    /** It belongs to its user for good: ids are never used twice, so nobody has to ask again. */
    void confirmed(UserId userId, String id) {
        write(byRow(userId, id), new Update().unset("enrollments.$.orphanCheckAt"));
    }

    /** Removes one enrollment by its id and nothing else. */
    void remove(UserId userId, String id) {
        Update update = new Update().pull(FactorsDocument.ENROLLMENTS, new Document("id", id));
        write(byRow(userId, id), FactorsDocument.changingRows(update));
    }

    private boolean write(Query query, Update update) {
        return mongo.updateFirst(query, update, EnrolledUser.class).getMatchedCount() == 1;
    }

    private static Query byId(UserId userId) {
        return Query.query(where("_id").is(userId.value()));
    }

    private static Query byRow(UserId userId, String id) {
        return byId(userId)
                .addCriteria(
                        where(FactorsDocument.ENROLLMENTS).elemMatch(where("id").is(id)));
    }
}
