package io.rekey.notification.mail;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.notification.NotificationEvent;
import io.rekey.messaging.event.EventCodec;
import io.rekey.messaging.outbox.Outbox;
import io.rekey.notification.mail.Mail.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** All mails. Every write is one guarded write on one document; of several senders with the same mail, one wins. */
class Mails {

    static final String COLLECTION = "mails";

    private final MongoOperations mongo;
    private final Outbox<NotificationEvent> outbox;

    Mails(MongoOperations mongo, Outbox<NotificationEvent> outbox) {
        this.mongo = mongo;
        this.outbox = outbox;
    }

    void ensureIndexes() {
        var indexes = mongo.indexOps(COLLECTION);
        indexes.createIndex(new Index("state", Direction.ASC)
                .on("nextAttemptAt", Direction.ASC)
                .named("due"));
        indexes.createIndex(
                new Index("userId", Direction.ASC).on("finalAt", Direction.ASC).named("recipient"));
    }

    /** Returns false if the mail is there already, in whatever state. */
    boolean insert(Mail mail) {
        try {
            mongo.insert(mail);
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    Optional<Mail> find(String id) {
        return Optional.ofNullable(mongo.findById(id, Mail.class));
    }

    /** Ids of mails that may be tried now, the longest due first. */
    List<String> due(Instant now, int limit) {
        Query query = Query.query(where("state")
                        .is(State.QUEUED.name())
                        .and("nextAttemptAt")
                        .lte(now))
                .with(Sort.by("nextAttemptAt"))
                .limit(limit);
        query.fields().include("_id");
        return mongo.find(query, Document.class, COLLECTION).stream()
                .map(document -> Objects.requireNonNull(document.getString("_id")))
                .toList();
    }

    /** Takes a due mail for one attempt; empty if another sender was faster. */
    Optional<Mail> claim(String id, Instant now, Duration lease) {
        Query due = queued(id).addCriteria(where("nextAttemptAt").lte(now));
        Update claimed = new Update().set("claim", EventCodec.newId()).set("nextAttemptAt", now.plus(lease));
        return Optional.ofNullable(
                mongo.findAndModify(due, claimed, FindAndModifyOptions.options().returnNew(true), Mail.class));
    }

    /**
     * The mail server has the mail. Whoever claimed it meanwhile, this is true, so the claim is not asked for.
     *
     * @return false if the mail was final already
     */
    boolean markHandedOver(Mail mail, Instant now) {
        int attempts = mail.attempts() + 1;
        return finish(queued(mail.id()), State.HANDED_OVER, attempts, mail.handedOver(attempts, now), now);
    }

    /** What the mail says is no longer true: it is never sent. */
    boolean markSuperseded(Mail mail, Instant now) {
        return finish(queued(mail.id()), State.SUPERSEDED, mail.attempts(), mail.superseded(now), now);
    }

    /** The mail server refused it for good. Only the attempt that still holds the claim may say so. */
    boolean markFailed(Mail mail, String reply, Instant now) {
        int attempts = mail.attempts() + 1;
        Update failed = finished(State.FAILED, attempts, now).set("reply", reply);
        return write(claimed(mail), outbox.append(failed, mail.failed(attempts, reply, now)));
    }

    /** Gives the claim back after an attempt that failed for now. */
    void tryAgain(Mail mail, Instant at) {
        mongo.updateFirst(claimed(mail), due(at).inc("attempts", 1), COLLECTION);
    }

    /** Gives the claim back without counting: the mail server was not asked. */
    void putBack(Mail mail, Instant at) {
        mongo.updateFirst(claimed(mail), due(at), COLLECTION);
    }

    /** Says once more what became of a mail that is final; nothing for one that is not. */
    void receiptAgain(Mail mail) {
        mail.receipt().ifPresent(receipt -> {
            Query unchanged = Query.query(
                    where("_id").is(mail.id()).and("state").is(mail.state().name()));
            // Guard: duplicate of a final mail is receipted again
            write(unchanged, outbox.append(new Update(), receipt));
        });
    }

    /** How many mails a user got since an instant, counted up to a bound. */
    int handedOver(String userId, Instant since, int atMost) {
        Query query = Query.query(where("userId")
                        .is(userId)
                        .and("finalAt")
                        .gt(since)
                        .and("state")
                        .is(State.HANDED_OVER.name()))
                .limit(atMost);
        query.fields().include("_id");
        return mongo.find(query, Document.class, COLLECTION).size();
    }

    private boolean finish(Query guard, State state, int attempts, NotificationEvent receipt, Instant now) {
        // Guard: effect and marker in one write
        return write(guard, outbox.append(finished(state, attempts, now), receipt));
    }

    private boolean write(Query guard, Update update) {
        boolean matched = mongo.updateFirst(guard, update, COLLECTION).getMatchedCount() == 1;
        if (matched) {
            outbox.nudge();
        }
        return matched;
    }

    private static Update finished(State state, int attempts, Instant now) {
        return new Update()
                .set("state", state.name())
                .set("attempts", attempts)
                .set("finalAt", now)
                .unset("claim");
    }

    private static Update due(Instant at) {
        return new Update().set("nextAttemptAt", at).unset("claim");
    }

    private static Query queued(String id) {
        return Query.query(where("_id").is(id).and("state").is(State.QUEUED.name()));
    }

    private static Query claimed(Mail mail) {
        return queued(mail.id()).addCriteria(where("claim").is(mail.claim()));
    }
}
