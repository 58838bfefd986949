package io.rekey.identity.plan;

import io.rekey.events.Actor;
import io.rekey.events.Level;
import io.rekey.identity.reset.ResetOrder;
import io.rekey.identity.user.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A reset of many, or one that somebody must agree to. Order and targets never change; the targets are in
 * {@link PlanTargets} documents, so that this one stays small however many they are.
 *
 * @param key digest of who made it and their Idempotency-Key: the same call makes one plan
 * @param digest of order and targets: tells a repetition from another order under the same key
 * @param counts how many targets there are by what would become of them
 * @param placed whether it came from an order of resets that needs agreement, and not from somebody who planned
 * @param done how many targets have been worked through
 * @param why what ended it, where it did not end well
 */
@Document(Plans.COLLECTION)
@TypeAlias("resetPlan")
record ResetPlan(
        @Id String id,
        String key,
        String digest,
        String organizationId,
        Requester requester,
        List<String> providers,
        Level level,
        String reason,
        @Nullable String ticket,
        int total,
        Map<String, Integer> counts,
        int approvalsNeeded,
        List<Approval> approvals,
        PlanState state,
        boolean placed,
        Instant createdAt,
        Instant expiresAt,
        int done,
        int accepted,
        int refused,
        @Nullable Instant endedAt,
        @Nullable String why) {

    /** Who asked, and how far they reached then; what holds when it is executed is asked anew. */
    record Requester(Actor.Kind kind, String id, Role role) {
        Actor actor() {
            return new Actor(kind, id);
        }
    }

    /** Somebody else's agreement. */
    record Approval(String by, Instant at) {}

    /** What is asked for, under a key of the plan's own: a wave that is repeated after a crash resets nobody twice. */
    ResetOrder order() {
        return new ResetOrder(providers, level, reason, ticket, "plan:" + id);
    }

    /** How many would be reset if it were executed as it is. */
    int wouldReset() {
        return counts.getOrDefault(PlanTarget.WOULD_RESET, 0);
    }

    List<String> approvers() {
        return approvals.stream().map(Approval::by).toList();
    }

    int approvalsMissing() {
        return Math.max(0, approvalsNeeded - approvals.size());
    }

    boolean isOver(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
