package io.rekey.identity.organization;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * An organization as it is in the database, or the platform, which has a document of the same shape.
 *
 * @param policyVersion counts the changes of the policy; absent before the first
 * @param suspension break-glass; in the platform's document only
 */
@Document(Organizations.COLLECTION)
@TypeAlias("organization")
record StoredOrganization(
        @Id String id,
        String name,
        String environment,
        @Nullable PolicySettings policy,
        @Nullable Integer policyVersion,
        @Nullable Suspension suspension) {

    /** The settings of its own. */
    PolicySettings settings() {
        return policy == null ? PolicySettings.none() : policy;
    }

    /** @param until when it ends by itself */
    record Suspension(Instant until, String reason, String by, Instant at) {}
}
