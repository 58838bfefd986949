package io.rekey.identity.organization;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * An organization as it is in the database, or the platform, which has a document of the same shape.
 *
 * @param policyVersion counts the changes of the policy; absent before the first
 * @param policyHistory newest last; only read where it is asked for
 * @param suspension break-glass; in the platform's document only
 * @param founderId the id that its first administrator has or will have; absent where nobody founded it by the API
 */
@Document(Organizations.COLLECTION)
@TypeAlias("organization")
record StoredOrganization(
        @Id String id,
        String name,
        String environment,
        @Nullable PolicySettings policy,
        @Nullable Integer policyVersion,
        @Nullable List<PolicyChange> policyHistory,
        @Nullable Suspension suspension,
        @Nullable String founderId) {

    /** The settings of its own. */
    PolicySettings settings() {
        return policy == null ? PolicySettings.none() : policy;
    }

    PolicyVersion version(Policy defaults, @Nullable Suspension suspended) {
        return new PolicyVersion(id, policyVersion == null ? 0 : policyVersion, settings(), defaults, suspended);
    }
}
