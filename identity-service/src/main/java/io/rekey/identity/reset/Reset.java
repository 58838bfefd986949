package io.rekey.identity.reset;

import io.rekey.events.Level;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How far a reset has come: a projection, which can be rebuilt, of what the user's document decided and what the services
 * receipted. Its updates commute; nothing safe rests on it.
 *
 * @param planId the plan that it is part of, if it is
 * @param requestedAt when it was asked for, where somebody else had to agree first
 * @param refusedAt when it was refused, or nobody had agreed in time
 * @param receipts by service name: the first word of each that it did its part
 */
@Document(Resets.COLLECTION)
@TypeAlias("reset")
record Reset(
        @Id String id,
        String userId,
        String organizationId,
        @Nullable Long epoch,
        Level level,
        List<String> providers,
        String actor,
        String reason,
        @Nullable String ticket,
        @Nullable List<String> approvers,
        @Nullable String planId,
        @Nullable Instant requestedAt,
        @Nullable Instant refusedAt,
        @Nullable String refusal,
        @Nullable Instant acceptedAt,
        long sessionsEnded,
        @Nullable Map<String, Receipt> receipts,
        @Nullable Instant completedAt,
        @Nullable Instant expiredAt) {

    /**
     * A service's word.
     *
     * @param outcome {@code done}, {@code failed} or {@code not-applicable}
     * @param count how many enrollments or devices went, where that says something
     */
    record Receipt(String outcome, @Nullable Integer count, Instant at) {}

    /** One that somebody else must agree to first. */
    static Reset pending(
            String id, String userId, ResetAuthority by, ResetOrder order, String planId, Instant requestedAt) {
        return new Reset(
                id,
                userId,
                by.organizationId(),
                null,
                order.level(),
                order.providers(),
                by.actor().id(),
                order.reason(),
                order.ticket(),
                null,
                planId,
                requestedAt,
                null,
                null,
                null,
                0,
                null,
                null,
                null);
    }

    /** The receipt of a service, if it came. */
    @Nullable
    Receipt receiptOf(String service) {
        return receipts == null ? null : receipts.get(service);
    }
}
