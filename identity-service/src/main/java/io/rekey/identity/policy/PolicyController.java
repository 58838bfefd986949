package io.rekey.identity.policy;

import io.rekey.events.identity.PolicyChanged;
import io.rekey.identity.access.AllowOperator;
import io.rekey.identity.access.AllowPermission;
import io.rekey.identity.access.Permission;
import io.rekey.identity.organization.Policies;
import io.rekey.identity.organization.Policy;
import io.rekey.identity.organization.PolicyChange;
import io.rekey.identity.organization.PolicySettings;
import io.rekey.identity.organization.PolicyVersion;
import io.rekey.identity.session.Caller;
import io.rekey.identity.stepup.StepUp;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The policy of the organization that a request is about, and the platform's, which stands below every organization's. */
@RestController
@RequestMapping("/api/v1")
class PolicyController {

    private final Policies policies;
    private final ChangePolicy changePolicy;

    PolicyController(Policies policies, ChangePolicy changePolicy) {
        this.policies = policies;
        this.changePolicy = changePolicy;
    }

    @AllowPermission(Permission.USER_READ)
    @GetMapping("/policy")
    PolicyView policy(@AuthenticationPrincipal Caller caller) {
        return PolicyView.of(policies.of(caller.organizationId()));
    }

    /** Replaces the organization's own settings wholly; what is left out comes from the platform again. */
    @AllowPermission(Permission.POLICY_WRITE)
    @PutMapping("/policy")
    PolicyView change(
            @AuthenticationPrincipal Caller caller,
            @Valid @RequestBody Wanted body,
            @RequestHeader(name = StepUp.HEADER, required = false) @Nullable String proof) {
        return PolicyView.of(changePolicy.ofOrganization(caller, body.version(), body.settings(), proof));
    }

    @AllowPermission(Permission.USER_READ)
    @GetMapping("/policy/history")
    History history(@AuthenticationPrincipal Caller caller) {
        return new History(policies.history(caller.organizationId()).stream()
                .map(Entry::of)
                .toList());
    }

    @AllowOperator
    @GetMapping("/platform/policy")
    PolicyView platform() {
        return PolicyView.of(policies.ofPlatform());
    }

    @AllowOperator
    @PutMapping("/platform/policy")
    PolicyView changePlatform(
            @AuthenticationPrincipal Caller caller,
            @Valid @RequestBody Wanted body,
            @RequestHeader(name = StepUp.HEADER, required = false) @Nullable String proof) {
        return PolicyView.of(changePolicy.ofPlatform(caller, body.version(), body.settings(), proof));
    }

    /** @param version the one that the settings were made from */
    record Wanted(
            @NotNull @PositiveOrZero Integer version,
            @NotNull PolicySettings settings) {}

    /**
     * @param settings what was decided here; null where nothing was
     * @param effective what holds, setting by setting
     * @param twoFactorSuspendedUntil break-glass, if it was broken: it goes before {@code twoFactorEnabled} until then
     */
    record PolicyView(
            String organizationId,
            int version,
            PolicySettings settings,
            PolicySettings effective,
            @Nullable Instant twoFactorSuspendedUntil) {

        static PolicyView of(PolicyVersion present) {
            Policy policy = present.effective();
            return new PolicyView(
                    present.organizationId(),
                    present.version(),
                    present.settings(),
                    PolicySettings.of(policy),
                    policy.twoFactorSuspendedUntil());
        }
    }

    /** The latest hundred, newest last. */
    record History(List<Entry> entries) {}

    /** @param actor the id of whoever changed it */
    record Entry(int version, Instant at, String actor, List<PolicyChanged.Change> changes) {

        static Entry of(PolicyChange change) {
            return new Entry(change.version(), change.at(), change.actor(), change.changes());
        }
    }
}
