package io.rekey.identity.user;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.Level;
import io.rekey.events.identity.IdentityEvent;
import io.rekey.identity.access.Permission;
import io.rekey.messaging.outbox.Outbox;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
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

    /** A user whom a reset of this level can be about, seen from an organization; foreign and unknown ids look the same. */
    public Optional<User> findTarget(String id, String organizationId, Level level) {
        return Optional.ofNullable(mongo.findOne(Query.query(target(id, organizationId, level)), User.class));
    }

    /** The same for many at once, in no order. */
    public List<User> findTargets(Collection<String> ids, String organizationId, Level level) {
        return mongo.find(Query.query(inReach(where("_id").in(ids), organizationId, level)), User.class);
    }

    /** What {@link #findTarget} asks, for a write. */
    public static Criteria target(String id, String organizationId, Level level) {
        return inReach(where("_id").is(id), organizationId, level);
    }

    /** Personal enrollments belong to the home; those made for an organization are its own, wherever their user lives. */
    private static Criteria inReach(Criteria criteria, String organizationId, Level level) {
        return level == Level.ORGANIZATION
                ? criteria.orOperator(
                        where("organizationId").is(organizationId),
                        where("memberships").is(organizationId))
                : criteria.and("organizationId").is(organizationId);
    }

    public Optional<User> findByUsername(String username) {
        Query query = Query.query(where("usernameKey").is(Username.key(username)));
        return Optional.ofNullable(mongo.findOne(query, User.class));
    }

    public List<User> findAll(Collection<String> ids) {
        return mongo.find(Query.query(where("_id").in(ids)), User.class);
    }

    /** Ids of an organization's users by what a list calls them: an id, a username or an e-mail address, as it was written. */
    public Map<String, String> idsByName(Collection<String> names, String organizationId) {
        Map<String, String> keys = names.stream().collect(Collectors.toMap(name -> name, Username::key, (a, b) -> a));
        Map<String, String> byKey = new HashMap<>();
        // The field that a query asks for first has an index of its own: one query for each of the three.
        inOrganization("emailKey", keys.values(), organizationId)
                .forEach(user -> byKey.put(Username.key(user.email()), user.id()));
        inOrganization("usernameKey", keys.values(), organizationId)
                .forEach(user -> byKey.put(user.usernameKey(), user.id()));
        inOrganization("_id", names, organizationId).forEach(user -> byKey.put(user.id(), user.id()));
        Map<String, String> ids = new HashMap<>();
        names.forEach(name -> Stream.of(name, keys.get(name))
                .map(byKey::get)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(id -> ids.put(name, id)));
        return ids;
    }

    private List<User> inOrganization(String field, Collection<String> values, String organizationId) {
        Criteria criteria = where(field).in(values).and("organizationId").is(organizationId);
        return mongo.find(Query.query(criteria), User.class);
    }

    /** People of an organization who hold a permission, for telling them something. */
    public List<User> holders(Permission permission, String organizationId, Collection<String> except, int limit) {
        Set<String> roles = Arrays.stream(Role.values())
                .filter(role -> role.permissions().contains(permission))
                .map(Role::name)
                .collect(Collectors.toSet());
        Criteria criteria = where("roles")
                .in(Arrays.stream(Role.values())
                        .filter(role -> role != Role.USER)
                        .map(Role::name)
                        .toList())
                .and("organizationId")
                .is(organizationId)
                .and("status")
                .is(UserStatus.ACTIVE.name())
                .and("_id")
                .nin(except)
                .orOperator(where("roles").in(roles), where("granted").is(permission.text()));
        return mongo.find(Query.query(criteria).limit(limit), User.class);
    }

    /**
     * Whether a user's epoch has come this far. An event is published only after the write that raised the epoch, and epochs
     * never go down (I10): one that names a higher epoch, or nobody, tells of what never happened (E19).
     */
    public boolean hasReached(String id, long epoch) {
        return find(id).filter(user -> user.epoch() >= epoch).isPresent();
    }

    public boolean isEmpty() {
        return mongo.findOne(new Query(), User.class) == null;
    }

    /** Inserts a user with the event that tells it. @throws org.springframework.dao.DuplicateKeyException on a taken username */
    public void insert(Document user, IdentityEvent event) {
        user.append("emailKey", Username.key(user.getString("email")))
                .append("nameKey", Username.key(user.getString("displayName")));
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

    /** The same for what is kept of a person, together with the forms that are searched for. */
    public Optional<User> edit(Criteria filter, Profile profile, Update update, IdentityEvent... events) {
        update.set("displayName", profile.displayName())
                .set("nameKey", Username.key(profile.displayName()))
                .set("email", profile.email())
                .set("emailKey", Username.key(profile.email()))
                .set("language", profile.language());
        return update(filter, update, events);
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
