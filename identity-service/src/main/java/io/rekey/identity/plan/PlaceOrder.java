package io.rekey.identity.plan;

import io.rekey.identity.brake.Allowance;
import io.rekey.identity.brake.Brake;
import io.rekey.identity.organization.ApprovalRules;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.organization.Policy;
import io.rekey.identity.reset.RequestReset;
import io.rekey.identity.reset.ResetAuthority;
import io.rekey.identity.reset.ResetOrder;
import io.rekey.identity.reset.Verdict;
import io.rekey.identity.session.Caller;
import io.rekey.messaging.event.EventCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Resets users at once, each by a verdict of their own; those to whom somebody else must agree first wait in a plan. Every
 * door that resets by ids comes here.
 */
@Component
class PlaceOrder {

    private static final int BATCH = 500;

    private final RequestReset requestReset;
    private final MakePlan makePlan;
    private final ClassifyTargets classify;
    private final ResetInWaves waves;
    private final Organizations organizations;
    private final Brake brake;
    private final PlacedResets placed;
    private final TellRefusals tellRefusals;
    private final Plans plans;

    PlaceOrder(
            RequestReset requestReset,
            MakePlan makePlan,
            ClassifyTargets classify,
            ResetInWaves waves,
            Organizations organizations,
            Brake brake,
            PlacedResets placed,
            TellRefusals tellRefusals,
            Plans plans) {
        this.requestReset = requestReset;
        this.makePlan = makePlan;
        this.classify = classify;
        this.waves = waves;
        this.organizations = organizations;
        this.brake = brake;
        this.placed = placed;
        this.tellRefusals = tellRefusals;
        this.plans = plans;
    }

    /** The verdicts that the same call already led to, if it led to one for each id: no proof need be spent for them. */
    Optional<List<Verdict>> before(Caller caller, ResetOrder order, List<String> userIds) {
        Map<String, Verdict> known = known(caller, order, userIds);
        return known.size() == userIds.size()
                ? Optional.of(userIds.stream()
                        .map(known::get)
                        .map(Objects::requireNonNull)
                        .toList())
                : Optional.empty();
    }

    /** @param userIds each once */
    Placed place(Caller caller, ResetOrder order, List<String> userIds) {
        Map<String, Verdict> verdicts = known(caller, order, userIds);
        List<String> left =
                userIds.stream().filter(id -> !verdicts.containsKey(id)).toList();
        Policy policy = organizations.get(caller.organizationId()).policy();
        String planId = EventCodec.newId();
        List<PlanTarget> targets = classify.classify(ResetAuthority.of(caller), order, policy, left, planId);
        targets.stream()
                .filter(target -> !target.wouldReset())
                .forEach(target -> verdicts.put(target.userId(), target.refusal()));
        Split split = split(caller, policy.approvals(), targets);
        @Nullable Allowance allowance = resetNow(caller, order, split.now(), verdicts);
        hold(caller, order, userIds, split.pending(), planId, policy.approvals(), verdicts);
        List<Verdict> all =
                userIds.stream().map(verdicts::get).map(Objects::requireNonNull).toList();
        tellRefusals.tell(caller, order, all);
        return new Placed(all, allowance);
    }

    private @Nullable Allowance resetNow(
            Caller caller, ResetOrder order, List<PlanTarget> now, Map<String, Verdict> verdicts) {
        if (now.isEmpty()) {
            return null;
        }
        Optional<Allowance> allowance = brake.reserve(caller, now.size());
        waves.reset(ResetAuthority.of(caller), order, now).forEach(verdict -> verdicts.put(verdict.userId(), verdict));
        return allowance.orElse(null);
    }

    private void hold(
            Caller caller,
            ResetOrder order,
            List<String> userIds,
            List<PlanTarget> pending,
            String planId,
            ApprovalRules rules,
            Map<String, Verdict> verdicts) {
        if (!pending.isEmpty()) {
            ResetPlan plan = makePlan.pending(caller, order, userIds, pending, planId, rules.approvers());
            placed.begin(caller, plan, pending);
            pending.forEach(target ->
                    verdicts.put(target.userId(), Verdict.pending(target.userId(), target.resetId(), plan.id())));
        }
    }

    private static Split split(Caller caller, ApprovalRules rules, List<PlanTarget> targets) {
        List<PlanTarget> would = targets.stream().filter(PlanTarget::wouldReset).toList();
        if (ApprovalsNeeded.ofWhole(caller, rules, would.size())) {
            return new Split(List.of(), would);
        }
        return new Split(
                would.stream().filter(target -> !waits(caller, rules, target)).toList(),
                would.stream().filter(target -> waits(caller, rules, target)).toList());
    }

    private static boolean waits(Caller caller, ApprovalRules rules, PlanTarget target) {
        return ApprovalsNeeded.of(caller, rules, List.of(target)) > 0;
    }

    private Map<String, Verdict> known(Caller caller, ResetOrder order, List<String> userIds) {
        Map<String, Verdict> known = new HashMap<>();
        ResetAuthority by = ResetAuthority.of(caller);
        for (int first = 0; first < userIds.size(); first += BATCH) {
            List<String> batch = userIds.subList(first, Math.min(first + BATCH, userIds.size()));
            known.putAll(requestReset.before(by, batch, order));
        }
        makePlan.before(caller, order, userIds, true).stream()
                .flatMap(this::waiting)
                .forEach(verdict -> known.putIfAbsent(verdict.userId(), verdict));
        return known;
    }

    private Stream<Verdict> waiting(ResetPlan plan) {
        List<Verdict> verdicts = new ArrayList<>();
        for (int number = 0; number * PlanTargets.SIZE < plan.total(); number++) {
            plans.targets(plan.id(), number)
                    .ifPresent(wave -> wave.targets()
                            .forEach(target ->
                                    verdicts.add(Verdict.pending(target.userId(), target.resetId(), plan.id()))));
        }
        return verdicts.stream();
    }

    private record Split(List<PlanTarget> now, List<PlanTarget> pending) {}

    /** @param allowance what is left of the caller's hour, if any of it was taken */
    record Placed(List<Verdict> verdicts, @Nullable Allowance allowance) {}
}
