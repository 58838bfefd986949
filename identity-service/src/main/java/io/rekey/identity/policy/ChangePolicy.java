package io.rekey.identity.policy;

import io.rekey.events.identity.PolicyChanged;
import io.rekey.identity.access.Permission;
import io.rekey.identity.organization.Policies;
import io.rekey.identity.organization.PolicySettings;
import io.rekey.identity.organization.PolicyVersion;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Caller;
import io.rekey.identity.stepup.StepUp;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Replaces the settings of an organization, or of the platform, wholly: who sends them has seen what they replace. */
@Component
class ChangePolicy {

    private final Policies policies;
    private final PolicyRules rules;
    private final StepUp stepUp;
    private final Clock clock;

    ChangePolicy(Policies policies, PolicyRules rules, StepUp stepUp, Clock clock) {
        this.policies = policies;
        this.rules = rules;
        this.stepUp = stepUp;
        this.clock = clock;
    }

    /**
     * Everything is checked before the proof is spent: a slip in the settings costs nobody another code. Settings that are
     * the present ones already make no version.
     *
     * @throws Problem 409 {@code policy-changed} if {@code version} is not the present one, 422 for settings that nobody may
     *     decide, 403 for some that the caller may not, 401 without a proof
     */
    PolicyVersion ofOrganization(Caller caller, int version, PolicySettings settings, @Nullable String proof) {
        return change(caller, version, settings, proof, () -> policies.of(caller.organizationId()));
    }

    /** The same for the defaults of all organizations. */
    PolicyVersion ofPlatform(Caller caller, int version, PolicySettings settings, @Nullable String proof) {
        return change(caller, version, settings, proof, policies::ofPlatform);
    }

    private PolicyVersion change(
            Caller caller,
            int version,
            PolicySettings settings,
            @Nullable String proof,
            Supplier<PolicyVersion> reading) {
        PolicyVersion present = reading.get();
        if (present.version() != version) {
            throw changed(present);
        }
        PolicyVersion next = present.next(settings);
        rules.check(caller, present, next);
        stepUp.require(proof, caller, Permission.POLICY_WRITE, List.of(present.organizationId()));
        List<PolicyChanged.Change> changes = present.settings().changesTo(settings);
        if (changes.isEmpty()) {
            return present;
        }
        if (!policies.replace(next, event(caller, next, changes))) {
            throw changed(reading.get());
        }
        return next;
    }

    private PolicyChanged event(Caller caller, PolicyVersion next, List<PolicyChanged.Change> changes) {
        return new PolicyChanged(
                caller.id(), next.organizationId(), next.version(), changes, caller.actor(), clock.instant());
    }

    private static Problem changed(PolicyVersion present) {
        return Problem.conflict(
                        "policy-changed",
                        "Nothing was changed: somebody else has changed the policy meanwhile. Read it again, then decide.")
                .with("version", present.version());
    }
}
