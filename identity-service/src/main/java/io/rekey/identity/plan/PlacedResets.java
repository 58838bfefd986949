package io.rekey.identity.plan;

import io.rekey.identity.reset.ResetAuthority;
import io.rekey.identity.reset.ResetState;
import io.rekey.identity.reset.Resets;
import io.rekey.identity.session.Caller;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Keeps the resets that were ordered one by one, and wait, in the list of resets: who ordered them watches them there.
 * Nothing rests on it; what a plan's own document says is what holds.
 */
@Component
class PlacedResets {

    private final Plans plans;
    private final Resets resets;
    private final Clock clock;

    PlacedResets(Plans plans, Resets resets, Clock clock) {
        this.plans = plans;
        this.resets = resets;
        this.clock = clock;
    }

    void begin(Caller caller, ResetPlan plan, List<PlanTarget> targets) {
        Map<String, String> users = new LinkedHashMap<>();
        targets.forEach(target -> users.put(target.resetId(), target.userId()));
        resets.recordPending(ResetAuthority.of(caller), plan.order(), plan.id(), users, clock.instant());
    }

    /** Whatever of a plan has not been accepted will not be. */
    void end(ResetPlan plan, ResetState as, String why) {
        if (!plan.placed()) {
            return;
        }
        for (int number = 0; number * PlanTargets.SIZE < plan.total(); number++) {
            plans.targets(plan.id(), number)
                    .ifPresent(wave -> resets.refuse(
                            wave.targets().stream().map(PlanTarget::resetId).toList(), as, why, clock.instant()));
        }
    }
}
