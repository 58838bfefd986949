package io.rekey.identity.organization;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** All organizations, each with the policy that holds for it at this moment: read at every use, from no cache. */
@Repository
public class Organizations {

    public static final String COLLECTION = "organizations";

    /** The id of what holds for the whole platform; no organization can have it. */
    public static final String PLATFORM = "platform";

    private final MongoOperations mongo;

    Organizations(MongoOperations mongo) {
        this.mongo = mongo;
    }

    public Optional<Organization> find(String id) {
        Query query = Query.query(where("_id").in(List.of(id, PLATFORM)));
        Map<String, StoredOrganization> found = mongo.find(query, StoredOrganization.class).stream()
                .collect(Collectors.toMap(StoredOrganization::id, Function.identity()));
        return Optional.ofNullable(found.get(id))
                .filter(stored -> !stored.id().equals(PLATFORM))
                .map(stored -> complete(stored, found.get(PLATFORM)));
    }

    /** @throws IllegalStateException if it is not there: a user's own organization always is */
    public Organization get(String id) {
        return find(id).orElseThrow(() -> new IllegalStateException("organization is missing"));
    }

    /** Creates an organization; an existing one is left as it is. */
    public void createIfAbsent(String id, String name, String environment, PolicySettings settings) {
        Query query = Query.query(where("_id").is(id));
        Update update = new Update()
                .setOnInsert("name", name)
                .setOnInsert("environment", environment)
                .setOnInsert("policy", settings);
        mongo.upsert(query, update, StoredOrganization.class);
    }

    private static Organization complete(StoredOrganization stored, @Nullable StoredOrganization platform) {
        Policy defaults =
                platform == null ? Policy.standard() : platform.settings().over(Policy.standard(), null);
        Policy policy = stored.settings().over(defaults, suspendedUntil(platform));
        return new Organization(stored.id(), stored.name(), stored.environment(), policy);
    }

    private static @Nullable Instant suspendedUntil(@Nullable StoredOrganization platform) {
        return platform == null || platform.suspension() == null
                ? null
                : platform.suspension().until();
    }
}
