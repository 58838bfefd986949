package io.rekey.identity.plan;

import io.rekey.events.identity.IdentityEvent;
import io.rekey.events.identity.MfaResetApprovalRequested;
import io.rekey.identity.access.Permission;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.organization.Policy;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.reset.ResetAuthority;
import io.rekey.identity.reset.ResetOrder;
import io.rekey.identity.session.Caller;
import io.rekey.identity.token.OpaqueToken;
import io.rekey.identity.user.User;
import io.rekey.identity.user.Users;
import io.rekey.messaging.event.EventCodec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Writes down what a reset of many would do, or what waits for somebody's agreement. Touches no user. */
@Component
class MakePlan {

    /** How long somebody may look at a plan before it must be made anew. */
    static final Duration DRAFT_LIFETIME = Duration.ofHours(24);
    /** How long others have to agree. */
    static final Duration APPROVAL_LIFETIME = Duration.ofHours(4);

    private static final int TOLD = 20;

    private final Plans plans;
    private final ClassifyTargets classify;
    private final Organizations organizations;
    private final Users users;
    private final Clock clock;

    MakePlan(Plans plans, ClassifyTargets classify, Organizations organizations, Users users, Clock clock) {
        this.plans = plans;
        this.classify = classify;
        this.organizations = organizations;
        this.users = users;
        this.clock = clock;
    }

    /** The plan that the same call has made before. @throws Problem 422 if it was another order under the same key */
    Optional<ResetPlan> before(Caller caller, ResetOrder order, Collection<String> userIds, boolean placed) {
        return plans.findByKey(key(caller, order, placed)).map(plan -> {
            if (!plan.digest().equals(digest(order, userIds))) {
                throw Problem.unprocessable(
                        "idempotency-key-reused", "This Idempotency-Key was used for another order. Use a new key.");
            }
            return plan;
        });
    }

    /** A plan to look at. The same call gives the same plan. */
    ResetPlan draft(Caller caller, ResetOrder order, List<String> userIds) {
        return before(caller, order, userIds, false).orElseGet(() -> {
            String id = EventCodec.newId();
            Policy policy = organizations.get(caller.organizationId()).policy();
            List<PlanTarget> targets = classify.classify(ResetAuthority.of(caller), order, policy, userIds, id);
            int approvals = ApprovalsNeeded.of(caller, policy.approvals(), targets);
            return plans.insert(plan(id, caller, order, targets, userIds, approvals, PlanState.DRAFT), targets);
        });
    }

    /**
     * What an order waits with for somebody's agreement.
     *
     * @param userIds all that the order named: what a repetition is recognized by
     * @param pending those of them who wait
     */
    ResetPlan pending(
            Caller caller, ResetOrder order, List<String> userIds, List<PlanTarget> pending, String id, int approvals) {
        ResetPlan plan = plan(id, caller, order, pending, userIds, approvals, PlanState.PENDING_APPROVAL);
        return plans.insert(plan, pending, askForApproval(plan));
    }

    /** The event that tells those who may agree. */
    IdentityEvent askForApproval(ResetPlan plan) {
        List<String> mayApprove =
                users
                        .holders(
                                Permission.RESET_APPROVE,
                                plan.organizationId(),
                                List.of(plan.requester().id()),
                                TOLD)
                        .stream()
                        .map(User::id)
                        .toList();
        Instant now = clock.instant();
        return new MfaResetApprovalRequested(
                plan.id(),
                plan.requester().id(),
                plan.organizationId(),
                plan.wouldReset(),
                plan.approvalsNeeded(),
                mayApprove,
                plan.reason(),
                plan.ticket(),
                plan.requester().actor(),
                now.plus(APPROVAL_LIFETIME),
                now);
    }

    private ResetPlan plan(
            String id,
            Caller caller,
            ResetOrder order,
            List<PlanTarget> targets,
            List<String> userIds,
            int approvals,
            PlanState state) {
        Instant now = clock.instant();
        boolean placed = state == PlanState.PENDING_APPROVAL;
        return new ResetPlan(
                id,
                key(caller, order, placed),
                digest(order, userIds),
                caller.organizationId(),
                new ResetPlan.Requester(caller.actor().kind(), caller.id(), caller.role()),
                order.providers(),
                order.level(),
                order.reason(),
                order.ticket(),
                targets.size(),
                counts(targets),
                approvals,
                List.of(),
                state,
                placed,
                now,
                now.plus(placed ? APPROVAL_LIFETIME : DRAFT_LIFETIME),
                0,
                0,
                0,
                null,
                null);
    }

    static Map<String, Integer> counts(List<PlanTarget> targets) {
        return targets.stream()
                .collect(Collectors.groupingBy(PlanTarget::outcome, TreeMap::new, Collectors.summingInt(one -> 1)));
    }

    /** A plan to look at and an order that waits are two calls, also under one key. */
    private static String key(Caller caller, ResetOrder order, boolean placed) {
        return OpaqueToken.sha256(
                (placed ? "order\n" : "plan\n") + caller.organizationId() + "\n" + order.idempotencyKey());
    }

    private static String digest(ResetOrder order, Collection<String> userIds) {
        return OpaqueToken.sha256(
                Stream.concat(Stream.of(order.digest()), userIds.stream().sorted())
                        .collect(Collectors.joining("\n")));
    }
}
