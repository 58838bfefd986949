package io.rekey.identity.plan;

import io.rekey.events.Scope;
import io.rekey.identity.organization.Policy;
import io.rekey.identity.reset.ResetAuthority;
import io.rekey.identity.reset.ResetOrder;
import io.rekey.identity.reset.ResetRules;
import io.rekey.identity.reset.Verdict;
import io.rekey.identity.user.ConfirmedEnrollment;
import io.rekey.identity.user.User;
import io.rekey.identity.user.Users;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says of each user what an order would do to them, or why it would not; in the order of the list, and changing nothing. */
@Component
class ClassifyTargets {

    private static final int BATCH = 500;

    private final Users users;
    private final Clock clock;

    ClassifyTargets(Users users, Clock clock) {
        this.users = users;
        this.clock = clock;
    }

    /** @param planId what the names of their resets begin with */
    List<PlanTarget> classify(ResetAuthority by, ResetOrder order, Policy policy, List<String> userIds, String planId) {
        Map<String, User> found = found(by, order, userIds);
        Instant now = clock.instant();
        List<PlanTarget> targets = new ArrayList<>(userIds.size());
        for (String id : userIds) {
            String resetId = "%s-%05d".formatted(planId, targets.size() + 1);
            targets.add(target(by, order, policy, id, found.get(id), resetId, now));
        }
        return targets;
    }

    private Map<String, User> found(ResetAuthority by, ResetOrder order, List<String> userIds) {
        Map<String, User> found = new HashMap<>();
        for (int first = 0; first < userIds.size(); first += BATCH) {
            List<String> batch = userIds.subList(first, Math.min(first + BATCH, userIds.size()));
            users.findTargets(batch, by.organizationId(), order.level()).forEach(user -> found.put(user.id(), user));
        }
        return found;
    }

    private static PlanTarget target(
            ResetAuthority by,
            ResetOrder order,
            Policy policy,
            String id,
            @Nullable User user,
            String resetId,
            Instant now) {
        if (user == null) {
            return new PlanTarget(id, "", Verdict.Outcome.NOT_FOUND.name(), List.of(), Set.of(), 0, resetId, null);
        }
        String outcome = ResetRules.refusal(by, user, policy, now)
                .map(Verdict.Outcome::name)
                .orElse(PlanTarget.WOULD_RESET);
        boolean would = outcome.equals(PlanTarget.WOULD_RESET);
        return new PlanTarget(
                id,
                user.username(),
                outcome,
                would ? hits(by, order, user) : List.of(),
                would ? ResetRules.reasons(user, policy.approvals(), now) : Set.of(),
                user.fences().links(),
                resetId,
                null);
    }

    private static List<String> hits(ResetAuthority by, ResetOrder order, User user) {
        Set<String> covered = Scope.covered(order.level(), by.organizationId(), order.providers()).stream()
                .map(Scope::key)
                .collect(Collectors.toSet());
        return user.liveFactors().stream()
                .filter(factor -> covered.contains(factor.scope().key()))
                .map(ClassifyTargets::name)
                .sorted()
                .toList();
    }

    private static String name(ConfirmedEnrollment factor) {
        return factor.level() + ":" + factor.provider();
    }
}
