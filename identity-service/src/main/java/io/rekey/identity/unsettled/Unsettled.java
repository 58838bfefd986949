package io.rekey.identity.unsettled;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.identity.IdentityEvent;
import io.rekey.identity.user.Users;
import io.rekey.messaging.event.EncodedEvent;
import io.rekey.messaging.outbox.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Lets no reset be lost, whatever becomes of the broker (I1). An event that must be receipted is put into the outbox and,
 * in the same write, into {@code unsettled} beside it, together with the services that owe a receipt. The outbox is emptied
 * when the broker has the event; this only when every receipt is there. What waits too long is put into the outbox again,
 * under the same id: consumers compare epochs, so a repetition does the same again.
 */
@Component
public class Unsettled {

    private static final String ENTRIES = "unsettled";
    /** Set while there are any: what the reconciler's index finds. */
    static final String MARK = "hasUnsettled";

    private final MongoOperations mongo;
    private final Outbox<IdentityEvent> outbox;
    private final Clock clock;

    Unsettled(MongoOperations mongo, Outbox<IdentityEvent> outbox, Clock clock) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Adds an event to a write: into the outbox and among the unsettled, both or none.
     *
     * @param causeId what the receipts will name
     * @param awaiting the services that owe one
     */
    // Guard: outbox in the reset's write AND reconciler
    public Update append(Update update, String causeId, List<String> awaiting, IdentityEvent event) {
        EncodedEvent entry = outbox.entry(event);
        outbox.append(update, List.of(entry));
        Document unsettled = new Document("cause", causeId)
                .append("awaiting", awaiting)
                .append("sentAt", Date.from(clock.instant()))
                .append("event", entry.toDocument());
        return update.push(ENTRIES, unsettled).set(MARK, true);
    }

    /** To be called after a write with {@link #append} is acknowledged. */
    public void nudge() {
        outbox.nudge();
    }

    /** Takes a service off the list of those that owe a receipt; the last one takes the entry with it. Repeats do nothing. */
    public void receipt(String userId, String causeId, String service) {
        Criteria owed =
                where("_id").is(userId).and(ENTRIES).elemMatch(where("cause").is(causeId));
        mongo.updateFirst(Query.query(owed), new Update().pull(ENTRIES + ".$.awaiting", service), Users.COLLECTION);
        Criteria paid = where("_id")
                .is(userId)
                .and(ENTRIES)
                .elemMatch(where("cause").is(causeId).and("awaiting").size(0));
        mongo.updateFirst(
                Query.query(paid), new Update().pull(ENTRIES, new Document("cause", causeId)), Users.COLLECTION);
        Criteria none = where("_id").is(userId).and(MARK).is(true).and(ENTRIES).size(0);
        mongo.updateFirst(Query.query(none), new Update().unset(MARK), Users.COLLECTION);
    }

    /** What users' documents hold open since before a moment, with the event of each. What was just sent again is not. */
    List<Waiting> waitingSince(Instant before, int limit) {
        Criteria open = where(MARK).is(true).and(ENTRIES + ".sentAt").lte(Date.from(before));
        Query query = Query.query(open).limit(limit);
        query.fields().include(ENTRIES);
        return mongo.find(query, Document.class, Users.COLLECTION).stream()
                .flatMap(user -> user.getList(ENTRIES, Document.class, List.of()).stream()
                        .map(entry -> Waiting.of(user.getString("_id"), entry)))
                .filter(waiting -> !waiting.sentAt().isAfter(before))
                .toList();
    }

    /** Puts an event into the outbox once more, unless somebody else just did. */
    boolean sendAgain(Waiting waiting) {
        Criteria asRead = where("_id")
                .is(waiting.userId())
                .and(ENTRIES)
                .elemMatch(where("cause").is(waiting.causeId()).and("sentAt").is(Date.from(waiting.sentAt())));
        Update again = outbox.append(
                new Update().set(ENTRIES + ".$.sentAt", Date.from(clock.instant())), List.of(waiting.event()));
        boolean sent = Optional.ofNullable(mongo.findAndModify(
                        Query.query(asRead), again, FindAndModifyOptions.none(), Document.class, Users.COLLECTION))
                .isPresent();
        if (sent) {
            outbox.nudge();
        }
        return sent;
    }
}
