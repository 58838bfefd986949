package io.rekey.identity.organization;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.identity.IdentityEvent;
import io.rekey.events.identity.PolicyChanged;
import io.rekey.messaging.outbox.Outbox;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** The policies with their versions and their history, of the organizations and of the platform. */
@Repository
public class Policies {

    private static final int REMEMBERED_CHANGES = 100;

    private final Organizations organizations;
    private final MongoOperations mongo;
    private final Outbox<IdentityEvent> outbox;

    Policies(Organizations organizations, MongoOperations mongo, Outbox<IdentityEvent> outbox) {
        this.organizations = organizations;
        this.mongo = mongo;
        this.outbox = outbox;
    }

    /** The present version of an organization's policy. @throws IllegalStateException if there is no such organization */
    public PolicyVersion of(String organizationId) {
        StoredOrganization stored = organizations
                .stored(organizationId)
                .orElseThrow(() -> new IllegalStateException("organization is missing"));
        Optional<StoredOrganization> platform = organizations.stored(Organizations.PLATFORM);
        return stored.version(Organizations.defaults(platform.orElse(null)), suspension(platform));
    }

    /** The present version of what holds for all organizations that decided nothing else. */
    public PolicyVersion ofPlatform() {
        Optional<StoredOrganization> stored = organizations.stored(Organizations.PLATFORM);
        return stored.map(platform -> platform.version(Policy.standard(), platform.suspension()))
                .orElseGet(() ->
                        new PolicyVersion(Organizations.PLATFORM, 0, PolicySettings.none(), Policy.standard(), null));
    }

    /**
     * Makes {@code next} the present version, with its entry in the history and its event in the same write.
     *
     * @return whether it was done; not if somebody else was first, and then nothing is changed
     */
    public boolean replace(PolicyVersion next, PolicyChanged event) {
        if (next.organizationId().equals(Organizations.PLATFORM)) {
            organizations.createPlatformIfAbsent();
        }
        @Nullable Integer before = next.version() == 1 ? null : next.version() - 1;
        Criteria unchanged =
                where("_id").is(next.organizationId()).and("policyVersion").is(before);
        Update update = new Update().set("policy", next.settings()).set("policyVersion", next.version());
        update.push("policyHistory").slice(-REMEMBERED_CHANGES).each(PolicyChange.of(event));
        boolean written =
                mongo.updateFirst(Query.query(unchanged), outbox.append(update, event), StoredOrganization.class)
                                .getModifiedCount()
                        == 1;
        if (written) {
            outbox.nudge();
        }
        return written;
    }

    /** The latest changes, newest last. */
    public List<PolicyChange> history(String organizationId) {
        Query query = Query.query(where("_id").is(organizationId));
        query.fields().include("policyHistory");
        return Optional.ofNullable(mongo.findOne(query, StoredOrganization.class))
                .map(StoredOrganization::policyHistory)
                .orElse(List.of());
    }

    private static @Nullable Suspension suspension(Optional<StoredOrganization> platform) {
        return platform.map(StoredOrganization::suspension).orElse(null);
    }
}
