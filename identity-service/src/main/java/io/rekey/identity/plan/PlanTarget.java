package io.rekey.identity.plan;

import io.rekey.identity.reset.ResetRules;
import io.rekey.identity.reset.Verdict;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One user in a plan: what would become of them, and after the execution what did.
 *
 * @param username empty where the caller may not know whether there is such a user
 * @param outcome {@code WOULD_RESET}, or the name of the refusal
 * @param hits the authenticators that would be void, as {@code USER:google}
 * @param lastReset the epoch of the last reset: another one means that the world has changed since
 * @param resetId what their reset will be called
 * @param result what became of them; absent before their wave
 */
record PlanTarget(
        String userId,
        String username,
        String outcome,
        List<String> hits,
        Set<ResetRules.NeedsApproval> needsApproval,
        long lastReset,
        String resetId,
        @Nullable String result) {

    static final String WOULD_RESET = "WOULD_RESET";

    boolean wouldReset() {
        return outcome.equals(WOULD_RESET);
    }

    /** Why not, for a target that would not be reset. */
    Verdict refusal() {
        return Verdict.refused(userId, Verdict.Outcome.valueOf(outcome));
    }

    PlanTarget with(Verdict verdict) {
        return new PlanTarget(
                userId,
                username,
                outcome,
                hits,
                needsApproval,
                lastReset,
                resetId,
                verdict.outcome().name());
    }

    /** Whether a target that was planned so is still as it was. */
    boolean isAs(PlanTarget planned) {
        return outcome.equals(planned.outcome)
                && lastReset == planned.lastReset
                && Set.copyOf(hits).equals(Set.copyOf(planned.hits));
    }

    /** In a sentence. */
    String detail() {
        String now = result == null ? outcome : result;
        return now.equals(WOULD_RESET)
                ? "Nothing old will open this account any more."
                : Verdict.Outcome.valueOf(now).sentence();
    }

    /** In words, for somebody who compares. */
    String summary() {
        return hits.isEmpty() ? outcome : outcome + " " + String.join(", ", hits);
    }
}
