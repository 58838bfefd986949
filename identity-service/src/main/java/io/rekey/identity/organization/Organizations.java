package io.rekey.identity.organization;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.identity.IdentityEvent;
import io.rekey.events.identity.OrganizationCreated;
import io.rekey.identity.problem.Problem;
import io.rekey.messaging.outbox.Outbox;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
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
    private final Outbox<IdentityEvent> outbox;

    Organizations(MongoOperations mongo, Outbox<IdentityEvent> outbox) {
        this.mongo = mongo;
        this.outbox = outbox;
    }

    public Optional<Organization> find(String id) {
        Query query = Query.query(where("_id").in(List.of(id, PLATFORM)));
        Map<String, StoredOrganization> found = mongo.find(withoutHistory(query), StoredOrganization.class).stream()
                .collect(Collectors.toMap(StoredOrganization::id, Function.identity()));
        return Optional.ofNullable(found.get(id))
                .filter(stored -> !stored.id().equals(PLATFORM))
                .map(stored -> complete(stored, found.get(PLATFORM)));
    }

    /**
     * An organization that is there: a user's own always is.
     *
     * @throws Problem 400 {@code organization-needed} for the platform: the operator's key has not said which one it is about
     * @throws IllegalStateException if it is not there
     */
    public Organization get(String id) {
        if (id.equals(PLATFORM)) {
            throw Problem.badRequest(
                    "organization-needed", "Say which organization this is about in the header Rekey-Organization.");
        }
        return find(id).orElseThrow(() -> new IllegalStateException("organization is missing"));
    }

    /** Organizations whose id comes after {@code after}, in order. */
    public List<Organization> page(String after, int limit) {
        Query query = Query.query(where("_id").gt(after).ne(PLATFORM))
                .with(Sort.by("_id"))
                .limit(limit);
        @Nullable StoredOrganization platform = stored(PLATFORM).orElse(null);
        return mongo.find(withoutHistory(query), StoredOrganization.class).stream()
                .map(stored -> complete(stored, platform))
                .toList();
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

    /**
     * Founds an organization: creates it and settles which id its first administrator will have. Asked again with the same
     * words it answers the same, so that somebody whose request broke off can finish it, and nobody can do it twice.
     *
     * @param founderId what to settle on, if nothing is settled yet
     * @return what is settled; empty if the id belongs to another organization
     */
    public Optional<String> found(String name, String environment, String founderId, OrganizationCreated event) {
        Document founded = new Document("_id", event.organizationId())
                .append("name", name)
                .append("environment", environment)
                .append("founderId", founderId);
        try {
            mongo.insert(outbox.attach(founded, event), COLLECTION);
            outbox.nudge();
            return Optional.of(founderId);
        } catch (DuplicateKeyException e) {
            return stored(event.organizationId())
                    .filter(stored ->
                            stored.name().equals(name) && stored.environment().equals(environment))
                    .map(StoredOrganization::founderId);
        }
    }

    Optional<StoredOrganization> stored(String id) {
        return Optional.ofNullable(
                mongo.findOne(withoutHistory(Query.query(where("_id").is(id))), StoredOrganization.class));
    }

    void createPlatformIfAbsent() {
        createIfAbsent(PLATFORM, PLATFORM, "", PolicySettings.none());
    }

    static Policy defaults(@Nullable StoredOrganization platform) {
        return platform == null ? Policy.standard() : platform.settings().over(Policy.standard(), null);
    }

    private static Organization complete(StoredOrganization stored, @Nullable StoredOrganization platform) {
        Policy policy = stored.settings().over(defaults(platform), suspendedUntil(platform));
        return new Organization(stored.id(), stored.name(), stored.environment(), policy);
    }

    private static @Nullable Instant suspendedUntil(@Nullable StoredOrganization platform) {
        return platform == null || platform.suspension() == null
                ? null
                : platform.suspension().until();
    }

    /** An organization is read at every request; its history grows long and is asked for seldom. */
    private static Query withoutHistory(Query query) {
        query.fields().exclude("policyHistory", "outbox");
        return query;
    }
}
