package io.rekey.identity.plan;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.identity.MfaResetApprovalRefused;
import io.rekey.events.identity.MfaResetApproved;
import io.rekey.identity.apiclient.Programs;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.reset.ResetState;
import io.rekey.identity.session.Caller;
import io.rekey.identity.session.Person;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** A second person's word (R35): neither the requester nor one of those who would be reset, each once, within four hours. */
@Component
class DecidePlan {

    private final Plans plans;
    private final RunPlans runPlans;
    private final PlacedResets placed;
    private final Programs programs;
    private final Clock clock;

    DecidePlan(Plans plans, RunPlans runPlans, PlacedResets placed, Programs programs, Clock clock) {
        this.plans = plans;
        this.runPlans = runPlans;
        this.placed = placed;
        this.programs = programs;
        this.clock = clock;
    }

    /**
     * The plan, if this person may say yes or no to it.
     *
     * @throws Problem 403 {@code own-request} or {@code own-account}, 409 {@code plan-over} if nobody's word is waited for
     */
    ResetPlan decidable(Caller caller, String planId) {
        ResetPlan plan = plans.find(planId, caller.organizationId()).orElseThrow(Problem::notFound);
        Person person = caller.person();
        if (speaksFor(plan.requester(), person)) {
            throw Problem.of(HttpStatus.FORBIDDEN, "own-request", "Somebody else must decide about your request.");
        }
        if (plans.isTarget(planId, person.id())) {
            throw Problem.of(HttpStatus.FORBIDDEN, "own-account", "You are one of those who would be reset.");
        }
        if (!plan.approvers().contains(person.id())
                && (plan.state() != PlanState.PENDING_APPROVAL || plan.isOver(clock.instant()))) {
            throw over();
        }
        return plan;
    }

    /** A request of one's own, or of a program that one has registered oneself. */
    private boolean speaksFor(ResetPlan.Requester requester, Person person) {
        return requester.id().equals(person.id()) || programs.isRegisteredBy(requester.id(), person.id());
    }

    /** Agrees. The last agreement that was missing starts the plan. Agreeing again changes nothing. */
    ResetPlan approve(Caller caller, ResetPlan plan) {
        if (plan.approvers().contains(caller.id())) {
            return plan;
        }
        Instant now = clock.instant();
        int missing = plan.approvalsMissing() - 1;
        Update update = new Update().push("approvals", new Document("by", caller.id()).append("at", Date.from(now)));
        if (missing <= 0) {
            update.set("state", PlanState.RUNNING.name());
        }
        MfaResetApproved event = new MfaResetApproved(
                plan.id(),
                plan.requester().id(),
                plan.organizationId(),
                caller.id(),
                Math.max(0, missing),
                caller.actor(),
                now);
        // The number of approvals is asked for as it was read: of two last words at once one reads again.
        Criteria asRead = waiting(plan, now)
                .and("approvals")
                .size(plan.approvals().size())
                .and("approvals.by")
                .ne(caller.id());
        ResetPlan approved =
                plans.update(asRead, update, event).orElseGet(() -> approve(caller, decidable(caller, plan.id())));
        runPlans.nudge();
        return approved;
    }

    /** Says no, for all of the plan. */
    ResetPlan refuse(Caller caller, ResetPlan plan, String reason) {
        Instant now = clock.instant();
        Update update = new Update()
                .set("state", PlanState.REFUSED.name())
                .set("endedAt", now)
                .set("why", reason);
        MfaResetApprovalRefused event = new MfaResetApprovalRefused(
                plan.id(), plan.requester().id(), plan.organizationId(), reason, caller.actor(), now);
        ResetPlan refused = plans.update(waiting(plan, now), update, event).orElseThrow(DecidePlan::over);
        placed.end(refused, ResetState.REFUSED, reason);
        return refused;
    }

    private static Criteria waiting(ResetPlan plan, Instant now) {
        return where("_id")
                .is(plan.id())
                .and("state")
                .is(PlanState.PENDING_APPROVAL.name())
                .and("expiresAt")
                .gt(now);
    }

    private static Problem over() {
        return Problem.conflict("plan-over", "Nobody's approval is waited for here any more.");
    }
}
