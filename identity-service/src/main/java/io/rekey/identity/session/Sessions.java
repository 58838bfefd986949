package io.rekey.identity.session;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.identity.token.OpaqueToken;
import io.rekey.identity.user.User;
import io.rekey.identity.user.Users;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** All sessions. Each use reads the user from the primary and compares epochs: no cache stands between a reset and its effect. */
@Repository
public class Sessions {

    private static final Duration TOUCH_INTERVAL = Duration.ofMinutes(1);

    private static final Sort NEWEST_FIRST = Sort.by(Sort.Direction.DESC, "createdAt", "_id");

    private final MongoOperations mongo;
    private final Users users;
    private final SessionProperties properties;
    private final Clock clock;

    Sessions(MongoOperations mongo, Users users, SessionProperties properties, Clock clock) {
        this.mongo = mongo;
        this.users = users;
        this.properties = properties;
        this.clock = clock;
    }

    /** Inserts a session. One that is there already came from the same sign-in: that is a repeated request, and fine. */
    public void insertOnce(Session session) {
        try {
            mongo.insert(session);
        } catch (DuplicateKeyException e) {
            // Guard: session id derived from the sign-in
        }
    }

    /** When a session that begins now ends at the latest. */
    public Instant expiryFor(User user) {
        return clock.instant().plus(properties.lifetime(user.isPrivileged()));
    }

    /** The person behind a token; empty for whatever does not open anything, without a word why. */
    public Optional<Person> authenticate(OpaqueToken token) {
        return Optional.ofNullable(mongo.findById(token.hash(), Session.class))
                .flatMap(session ->
                        users.find(session.userId()).map(user -> new Person(session, user, session.organizationId())))
                .filter(this::isGood)
                .map(this::touched);
    }

    /** A user's sessions that open something at this moment, the newest first. */
    public List<Session> of(User user) {
        return mongo.find(Query.query(where("userId").is(user.id())).with(NEWEST_FIRST), Session.class).stream()
                .filter(session -> isGood(new Person(session, user, session.organizationId())))
                .toList();
    }

    public void delete(String id) {
        deleteAll(List.of(id));
    }

    /** Deletes these sessions; returns how many were still there. */
    public long deleteAll(Collection<String> ids) {
        return mongo.remove(Query.query(where("_id").in(ids)), Session.class).getDeletedCount();
    }

    /** Deletes what a user's fence already refuses; returns how many there were. */
    public long deleteBelow(String userId, long fence) {
        return mongo.remove(Query.query(where("userId").is(userId).and("epoch").lt(fence)), Session.class)
                .getDeletedCount();
    }

    private boolean isGood(Person caller) {
        Session session = caller.session();
        User user = caller.user();
        Instant now = clock.instant();
        boolean fresh = now.isBefore(session.expiresAt())
                && now.isBefore(session.lastUsedAt().plus(properties.idleLifetime(user.isPrivileged())));
        boolean vouched = session.deviceId() == null || !user.isRevoked(session.deviceId());
        // PROTOCOL 2.5: the fence, read from the primary at the moment of use.
        return fresh
                && vouched
                && user.isActive()
                && session.epoch() >= user.fences().sessions();
    }

    private Person touched(Person caller) {
        Instant now = clock.instant();
        if (caller.session().lastUsedAt().plus(TOUCH_INTERVAL).isBefore(now)) {
            Query query = Query.query(where("_id").is(caller.session().id()));
            mongo.updateFirst(query, new Update().max("lastUsedAt", now), Session.class);
        }
        return caller;
    }
}
