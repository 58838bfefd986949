package io.rekey.identity;

import io.rekey.identity.user.Users;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.stereotype.Component;

/** Creates the indexes that the queries need, and keeps trying while the database is down. */
@Component
class Indexes implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Indexes.class);
    private static final long PAUSE_MILLIS = 1_000;
    private static final Map<String, List<Index>> WANTED = Map.ofEntries(
            Map.entry(
                    Users.COLLECTION,
                    List.of(
                            ascending("usernameKey").unique(),
                            ascending("organizationId", "usernameKey"),
                            ascending("roles", "organizationId"),
                            ascending("emailKey", "organizationId"),
                            ascending("organizationId", "emailKey"),
                            ascending("organizationId", "nameKey"),
                            ascending("hasUnsettled").sparse(),
                            ascending("reserved").sparse(),
                            ascending("revokedDevices.until").sparse())),
            Map.entry("sessions", List.of(ascending("userId"))),
            Map.entry("sign_ins", List.of(ascending("expiresAt"))),
            Map.entry("step_ups", List.of(ascending("expiresAt"))),
            Map.entry("api_clients", List.of(ascending("organizationId"))),
            Map.entry("access_tokens", List.of(ascending("expiresAt"))),
            Map.entry("used_assertions", List.of(ascending("expiresAt"))),
            Map.entry("idempotent_calls", List.of(ascending("at"))),
            Map.entry("history", List.of(ascending("userId", "at"))),
            Map.entry(
                    "resets",
                    List.of(
                            ascending("userId"),
                            ascending("organizationId", "_id"),
                            ascending("organizationId", "acceptedAt"),
                            ascending("open").sparse())),
            Map.entry(
                    "reset_plans",
                    List.of(ascending("key").unique(), ascending("state"), ascending("organizationId", "_id"))),
            Map.entry("reset_plan_targets", List.of(ascending("planId", "targets.userId"))));

    private final MongoOperations mongo;
    private volatile @Nullable Thread thread;

    Indexes(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public void start() {
        Thread created = Thread.ofVirtual().name("indexes").unstarted(this::create);
        thread = created; // before it runs, for it asks whether it still may
        created.start();
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void create() {
        while (isRunning()) {
            try {
                WANTED.forEach((collection, indexes) ->
                        indexes.forEach(index -> mongo.indexOps(collection).createIndex(index)));
                return;
            } catch (DataAccessException e) {
                log.info("indexes not created yet, the database cannot be reached");
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static Index ascending(String... fields) {
        Index index = new Index();
        for (String field : fields) {
            index.on(field, Direction.ASC);
        }
        return index;
    }
}
