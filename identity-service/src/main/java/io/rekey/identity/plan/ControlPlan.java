package io.rekey.identity.plan;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.identity.problem.Problem;
import io.rekey.identity.reset.ResetState;
import io.rekey.identity.session.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Holds a plan, lets it go on, or ends it, between two waves. Whoever may reset may hold or end anybody's plan, for that is
 * the safe side; only who made it lets it go on.
 */
@Component
class ControlPlan {

    private static final Set<PlanState> STOPPABLE =
            EnumSet.of(PlanState.DRAFT, PlanState.PENDING_APPROVAL, PlanState.RUNNING, PlanState.PAUSED);

    /** From being made to the last time that it may go on after a pause. */
    private static final Duration LONGEST = Duration.ofDays(2);

    private final Plans plans;
    private final RunPlans runPlans;
    private final PlacedResets placed;
    private final Clock clock;

    ControlPlan(Plans plans, RunPlans runPlans, PlacedResets placed, Clock clock) {
        this.plans = plans;
        this.runPlans = runPlans;
        this.placed = placed;
        this.clock = clock;
    }

    ResetPlan pause(Caller caller, String planId) {
        ResetPlan plan = plan(caller, planId);
        return plan.state() == PlanState.PAUSED ? plan : moved(plan, PlanState.RUNNING, PlanState.PAUSED);
    }

    ResetPlan resume(Caller caller, String planId) {
        ResetPlan plan = plan(caller, planId);
        if (!plan.requester().id().equals(caller.id())) {
            throw Problem.of(HttpStatus.FORBIDDEN, "not-your-plan", "Only who made a plan lets it go on.");
        }
        if (plan.createdAt().plus(LONGEST).isBefore(clock.instant())) {
            throw Problem.conflict("plan-over", "This plan is too old to go on: what was agreed to was another day.");
        }
        ResetPlan running = plan.state() == PlanState.RUNNING ? plan : moved(plan, PlanState.PAUSED, PlanState.RUNNING);
        runPlans.nudge();
        return running;
    }

    /** Those who were reset stay so; nobody else will be. */
    ResetPlan stop(Caller caller, String planId) {
        ResetPlan plan = plan(caller, planId);
        if (plan.state() == PlanState.STOPPED) {
            return plan;
        }
        Instant now = clock.instant();
        Criteria stoppable = where("_id")
                .is(plan.id())
                .and("state")
                .in(STOPPABLE.stream().map(PlanState::name).toList());
        Update update = new Update()
                .set("state", PlanState.STOPPED.name())
                .set("endedAt", now)
                .set("why", "Stopped by " + caller.id())
                .unset("lease");
        ResetPlan stopped = plans.update(stoppable, update, RunPlans.ended(plan, PlanState.STOPPED, now))
                .orElseThrow(() -> elsewhere(plan));
        placed.end(stopped, ResetState.REFUSED, "Stopped before it was done.");
        return stopped;
    }

    private ResetPlan plan(Caller caller, String planId) {
        return plans.find(planId, caller.organizationId()).orElseThrow(Problem::notFound);
    }

    private ResetPlan moved(ResetPlan plan, PlanState from, PlanState to) {
        Criteria there = where("_id").is(plan.id()).and("state").is(from.name());
        return plans.update(there, new Update().set("state", to.name())).orElseThrow(() -> elsewhere(plan));
    }

    private static Problem elsewhere(ResetPlan plan) {
        return Problem.conflict("plan-elsewhere", "That does not fit the plan's state.")
                .with("state", plan.state());
    }
}
