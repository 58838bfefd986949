package io.rekey.identity.session;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.identity.user.User;
import io.rekey.identity.user.Users;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deletes sessions that open nothing any more: over, or below the fence. The check at each use is what protects; this keeps
 * the database clean (I7), also after a crash between a reset and its own clean-up.
 */
@Component
class SessionSweeper {

    private static final int PAGE = 500;

    private final MongoOperations mongo;
    private final Users users;
    private final Clock clock;

    SessionSweeper(MongoOperations mongo, Users users, Clock clock) {
        this.mongo = mongo;
        this.users = users;
        this.clock = clock;
    }

    // Guard: session sweeper
    @Scheduled(
            fixedDelayString = "${rekey.session.sweep-interval:60s}",
            initialDelayString = "${rekey.session.sweep-interval:60s}")
    void sweep() {
        String after = "";
        List<Session> page = page(after);
        while (!page.isEmpty()) {
            List<String> dead = dead(page);
            if (!dead.isEmpty()) {
                mongo.remove(Query.query(where("_id").in(dead)), Session.class);
            }
            after = page.getLast().id();
            page = page(after);
        }
    }

    private List<Session> page(String after) {
        Query query = Query.query(where("_id").gt(after)).with(Sort.by("_id")).limit(PAGE);
        return mongo.find(query, Session.class);
    }

    private List<String> dead(List<Session> page) {
        Map<String, User> owners = users
                .findAll(page.stream().map(Session::userId).distinct().toList())
                .stream()
                .collect(Collectors.toMap(User::id, Function.identity()));
        return page.stream()
                .filter(session -> isDead(session, owners.get(session.userId())))
                .map(Session::id)
                .toList();
    }

    private boolean isDead(Session session, @org.jspecify.annotations.Nullable User owner) {
        boolean over = !clock.instant().isBefore(session.expiresAt());
        return over || owner == null || session.epoch() < owner.fences().sessions();
    }
}
