package io.rekey.identity.plan;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.identity.brake.Brake;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.organization.Policy;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.reset.ResetAuthority;
import io.rekey.identity.session.Caller;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Starts exactly the plan that somebody looked at, or says what has changed since. */
@Component
class ExecutePlan {

    private static final int SHOWN = 100;

    private final Plans plans;
    private final MakePlan makePlan;
    private final ClassifyTargets classify;
    private final Organizations organizations;
    private final Brake brake;
    private final RunPlans runPlans;
    private final Clock clock;

    ExecutePlan(
            Plans plans,
            MakePlan makePlan,
            ClassifyTargets classify,
            Organizations organizations,
            Brake brake,
            RunPlans runPlans,
            Clock clock) {
        this.plans = plans;
        this.makePlan = makePlan;
        this.classify = classify;
        this.organizations = organizations;
        this.brake = brake;
        this.runPlans = runPlans;
        this.clock = clock;
    }

    /** Whether a plan is still to be started by this caller; for one that was started already, asking again does nothing. */
    ResetPlan startable(Caller caller, String planId) {
        ResetPlan plan = plans.find(planId, caller.organizationId()).orElseThrow(Problem::notFound);
        if (!plan.requester().id().equals(caller.id())) {
            throw Problem.of(
                    HttpStatus.FORBIDDEN, "not-your-plan", "Only who made a plan executes it. Make one of your own.");
        }
        return plan;
    }

    /**
     * From the answer on the plan waits for others' agreement, or runs.
     *
     * @throws Problem 409 {@code plan-changed} with the differences, 409 {@code plan-over} if it cannot be started any more
     */
    ResetPlan execute(Caller caller, ResetPlan plan) {
        Instant now = clock.instant();
        if (plan.state() == PlanState.RUNNING || plan.state() == PlanState.PENDING_APPROVAL) {
            return plan;
        }
        if (plan.state() != PlanState.DRAFT || plan.isOver(now)) {
            throw over();
        }
        refuseIfChanged(caller, plan);
        if (plan.approvalsNeeded() > 0) {
            Update ask = new Update()
                    .set("state", PlanState.PENDING_APPROVAL.name())
                    .set("expiresAt", now.plus(MakePlan.APPROVAL_LIFETIME));
            return plans.update(draft(plan), ask, makePlan.askForApproval(plan)).orElseThrow(ExecutePlan::over);
        }
        if (plan.wouldReset() > 0) {
            brake.reserve(caller, plan.wouldReset());
        }
        ResetPlan running = plans.update(draft(plan), new Update().set("state", PlanState.RUNNING.name()))
                .orElseThrow(ExecutePlan::over);
        runPlans.nudge();
        return running;
    }

    private void refuseIfChanged(Caller caller, ResetPlan plan) {
        Policy policy = organizations.get(plan.organizationId()).policy();
        List<Difference> differences = new ArrayList<>();
        List<PlanTarget> present = new ArrayList<>();
        for (int number = 0; number * PlanTargets.SIZE < plan.total(); number++) {
            List<PlanTarget> planned = plans.targets(plan.id(), number)
                    .orElseThrow(Problem::notFound)
                    .targets();
            List<String> ids = planned.stream().map(PlanTarget::userId).toList();
            List<PlanTarget> now = classify.classify(ResetAuthority.of(caller), plan.order(), policy, ids, plan.id());
            for (int i = 0; i < now.size(); i++) {
                if (!now.get(i).isAs(planned.get(i))) {
                    differences.add(Difference.of(planned.get(i), now.get(i)));
                }
            }
            present.addAll(now);
        }
        if (differences.isEmpty() && ApprovalsNeeded.of(caller, policy.approvals(), present) > plan.approvalsNeeded()) {
            differences.add(new Difference("", "approvals", String.valueOf(plan.approvalsNeeded()), "more are needed"));
        }
        if (!differences.isEmpty()) {
            throw Problem.conflict(
                            "plan-changed", "The world is not as the plan says any more. Nothing was done; plan again.")
                    .with("changed", differences.size())
                    .with("differences", differences.stream().limit(SHOWN).toList());
        }
    }

    private static Criteria draft(ResetPlan plan) {
        return where("_id").is(plan.id()).and("state").is(PlanState.DRAFT.name());
    }

    private static Problem over() {
        return Problem.conflict("plan-over", "This plan cannot be executed any more. Make a new one.");
    }

    /** What was planned for a user, and what would happen now. */
    record Difference(String userId, String what, String planned, String now) {
        static Difference of(PlanTarget planned, PlanTarget now) {
            boolean meanwhile = planned.summary().equals(now.summary());
            return new Difference(
                    now.userId(),
                    "target",
                    planned.summary(),
                    meanwhile ? now.summary() + ", reset by somebody meanwhile" : now.summary());
        }
    }
}
