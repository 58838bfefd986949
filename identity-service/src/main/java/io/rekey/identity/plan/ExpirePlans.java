package io.rekey.identity.plan;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.identity.MfaResetApprovalExpired;
import io.rekey.identity.reset.ResetState;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Ends plans that nobody executed, or agreed to, in time. That they are over is asked at each use as well. */
@Component
class ExpirePlans {

    private static final int BATCH = 100;

    private final Plans plans;
    private final PlacedResets placed;
    private final Clock clock;

    ExpirePlans(Plans plans, PlacedResets placed, Clock clock) {
        this.plans = plans;
        this.placed = placed;
        this.clock = clock;
    }

    @Scheduled(
            fixedDelayString = "${rekey.plan.expiry-interval:30s}",
            initialDelayString = "${rekey.plan.expiry-interval:30s}")
    void expire() {
        Instant now = clock.instant();
        plans.due(List.of(PlanState.PENDING_APPROVAL), now, BATCH).forEach(plan -> {
            var event = new MfaResetApprovalExpired(plan.id(), plan.requester().id(), plan.organizationId(), now);
            plans.update(still(plan), over(now), event)
                    .ifPresent(expired -> placed.end(expired, ResetState.EXPIRED, "Nobody agreed in time."));
        });
        plans.due(List.of(PlanState.DRAFT), now, BATCH).forEach(plan -> plans.update(still(plan), over(now)));
    }

    private static Criteria still(ResetPlan plan) {
        return where("_id").is(plan.id()).and("state").is(plan.state().name());
    }

    private static Update over(Instant now) {
        return new Update().set("state", PlanState.EXPIRED.name()).set("endedAt", now);
    }
}
