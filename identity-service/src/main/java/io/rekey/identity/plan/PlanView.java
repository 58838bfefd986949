package io.rekey.identity.plan;

import io.rekey.events.Level;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plan as callers see it.
 *
 * @param counts how many targets by what would become of them, {@code WOULD_RESET} among them
 * @param mails how many people would be mailed a link
 */
record PlanView(
        String planId,
        PlanState state,
        String requestedBy,
        Level level,
        List<String> providers,
        String reason,
        @Nullable String ticket,
        Map<String, Integer> counts,
        int mails,
        int approvalsNeeded,
        List<ResetPlan.Approval> approvals,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant endedAt,
        @Nullable String why,
        Progress progress) {

    static PlanView of(ResetPlan plan) {
        return new PlanView(
                plan.id(),
                plan.state(),
                plan.requester().id(),
                plan.level(),
                plan.providers(),
                plan.reason(),
                plan.ticket(),
                plan.counts(),
                plan.wouldReset(),
                plan.approvalsNeeded(),
                plan.approvals(),
                plan.createdAt(),
                plan.expiresAt(),
                plan.endedAt(),
                plan.why(),
                new Progress(plan.done(), plan.total(), plan.accepted(), plan.refused()));
    }

    /** @param done how many targets have been worked through */
    record Progress(int done, int total, int accepted, int refused) {}
}
