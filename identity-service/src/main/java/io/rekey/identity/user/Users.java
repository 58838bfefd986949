package io.rekey.identity.user;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.identity.IdentityEvent;
import io.rekey.messaging.outbox.Outbox;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** All users. Reads are the primary's; writes are one guarded write to one document. */
@Repository
public class Users {

    public static final String COLLECTION = "users";
    private static final FindAndModifyOptions NEW =
            FindAndModifyOptions.options().returnNew(true);

    private final MongoOperations mongo;
    private final Outbox<IdentityEvent> outbox;

    Users(MongoOperations mongo, Outbox<IdentityEvent> outbox) {
        this.mongo = mongo;
        this.outbox = outbox;
    }

    public Optional<User> find(String id) {
        return Optional.ofNullable(mongo.findById(id, User.class));
    }

    /** A user whose home is the organization: foreign and unknown ids look the same (R33). */
    public Optional<User> findAtHome(String id, String organizationId) {
        Query query = Query.query(where("_id").is(id).and("organizationId").is(organizationId));
        return Optional.ofNullable(mongo.findOne(query, User.class));
    }

    public Optional<User> findByUsername(String username) {
        Query query = Query.query(where("usernameKey").is(Username.key(username)));
        return Optional.ofNullable(mongo.findOne(query, User.class));
    }

    public List<User> findAll(Collection<String> ids) {
        return mongo.find(Query.query(where("_id").in(ids)), User.class);
    }

    /** The first users of an organization whose username starts so, in order. The text is quoted: no pattern of a caller runs. */
    public List<User> search(String organizationId, String prefix, int limit) {
        if (prefix.indexOf('\0') >= 0) {
            return List.of(); // no username has one, and no pattern can carry it
        }
        Criteria criteria = where("organizationId").is(organizationId);
        if (!prefix.isBlank()) {
            criteria = criteria.and("usernameKey").regex("^" + Pattern.quote(Username.key(prefix)));
        }
        Query query = Query.query(criteria).with(Sort.by("usernameKey")).limit(limit);
        return mongo.find(query.maxTimeMsec(2_000), User.class);
    }

    public boolean isEmpty() {
        return mongo.findOne(new Query(), User.class) == null;
    }

    /** Inserts a user with the event that tells it. @throws org.springframework.dao.DuplicateKeyException on a taken username */
    public void insert(Document user, IdentityEvent event) {
        mongo.insert(outbox.attach(user, event), COLLECTION);
        outbox.nudge();
    }

    /**
     * One guarded write. Where a test fails, nothing is written.
     *
     * @return the user after the write, empty if the filter matched nobody
     */
    public Optional<User> update(Criteria filter, Update update) {
        return Optional.ofNullable(mongo.findAndModify(Query.query(filter), update, NEW, User.class));
    }

    /** The same with events in the same write. */
    public Optional<User> update(Criteria filter, Update update, IdentityEvent... events) {
        List<io.rekey.messaging.event.EncodedEvent> entries =
                List.of(events).stream().map(outbox::entry).toList();
        @Nullable
        User written = mongo.findAndModify(Query.query(filter), outbox.append(update, entries), NEW, User.class);
        if (written != null) {
            outbox.nudge();
        }
        return Optional.ofNullable(written);
    }

    /** Users that match, for sweepers and repairs; at most {@code limit}. */
    public List<User> matching(Criteria filter, int limit) {
        return mongo.find(Query.query(filter).limit(limit), User.class);
    }

    /** A document converted as the mapping does it, for inserts. */
    public Document toDocument(User user) {
        Document document = new Document();
        mongo.getConverter().write(user, document);
        document.remove("_class");
        return document;
    }
}
