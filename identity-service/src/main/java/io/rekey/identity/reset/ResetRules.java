package io.rekey.identity.reset;

import io.rekey.identity.organization.ApprovalRules;
import io.rekey.identity.organization.Policy;
import io.rekey.identity.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Who may be reset on whose word, and when somebody else must agree first. Decides by what it is given; writes nothing. */
public final class ResetRules {

    private static final Duration DAY = Duration.ofHours(24);

    private ResetRules() {}

    /** Why this one target needs somebody else's agreement. */
    public enum NeedsApproval {
        /** The target administers somebody. */
        PRIVILEGED,
        /** The target was already reset within 24 hours. */
        AGAIN
    }

    /** Why a target at hand cannot be reset; empty if it can. Asked again in the write itself as far as safety rests on it. */
    public static Optional<Verdict.Outcome> refusal(ResetAuthority by, User target, Policy policy, Instant now) {
        if (target.id().equals(by.id())) {
            return Optional.of(Verdict.Outcome.SELF);
        }
        if (target.roles().stream().anyMatch(by.outOfReach()::contains)) {
            return Optional.of(Verdict.Outcome.OUT_OF_REACH);
        }
        if (!target.isActive()) {
            return Optional.of(Verdict.Outcome.NOT_SET_UP);
        }
        boolean tooMany = by.approvers().isEmpty() && resetsWithinADay(target, now) >= policy.resetsPerTarget();
        return tooMany ? Optional.of(Verdict.Outcome.TOO_MANY) : Optional.empty();
    }

    /** What the policy says about a target by itself; how many are reset at once is asked of the whole. */
    public static Set<NeedsApproval> reasons(User target, ApprovalRules rules, Instant now) {
        Set<NeedsApproval> reasons = EnumSet.noneOf(NeedsApproval.class);
        if (rules.privilegedTarget() && target.isPrivileged()) {
            reasons.add(NeedsApproval.PRIVILEGED);
        }
        if (rules.again() && resetsWithinADay(target, now) > 0) {
            reasons.add(NeedsApproval.AGAIN);
        }
        return reasons;
    }

    private static long resetsWithinADay(User target, Instant now) {
        return target.idem().stream()
                .filter(known -> known.at().plus(DAY).isAfter(now))
                .count();
    }
}
