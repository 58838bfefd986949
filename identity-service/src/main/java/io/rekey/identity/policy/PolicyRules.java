package io.rekey.identity.policy;

import io.rekey.identity.access.Permission;
import io.rekey.identity.enrollment.Providers;
import io.rekey.identity.organization.PolicySettings;
import io.rekey.identity.organization.PolicyVersion;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Caller;
import io.rekey.identity.user.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What may be decided, and by whom. */
@Component
class PolicyRules {

    private static final List<String> ROLES =
            Arrays.stream(Role.values()).map(Role::name).toList();

    private final Providers providers;

    PolicyRules(Providers providers) {
        this.providers = providers;
    }

    /** @throws Problem 422 if nobody may decide so, 403 if the caller may not */
    void check(Caller caller, PolicyVersion present, PolicyVersion next) {
        requireKnown(next.settings());
        requireWithinBounds(next);
        requirePickable("allowedProviders", next.settings().allowedProviders());
        requirePickable("forcedProviders", next.settings().forcedProviders());
        if (switchesTwoFactorOff(present, next) && !caller.may(Permission.MFA_DISABLE)) {
            throw Problem.forbidden(
                    "Two factors are switched off by an operator alone. Leave twoFactorEnabled as it is.");
        }
    }

    private void requireKnown(PolicySettings settings) {
        providers.requireKnown(
                named(settings.allowedProviders(), settings.forcedProviders(), settings.trustedDeviceProviders()));
        if (!ROLES.containsAll(named(settings.linkRequiredRoles(), settings.linkAloneRoles()))) {
            throw Problem.unprocessable("unknown-role", "Name any of " + String.join(", ", ROLES) + ".");
        }
    }

    private static void requireWithinBounds(PolicyVersion next) {
        try {
            next.effective();
        } catch (IllegalArgumentException e) {
            throw outOfBounds(Objects.requireNonNullElse(e.getMessage(), "a value is out of its bounds"));
        }
    }

    /** Of each list one must be left: else a reset would lock everybody out for good. */
    private void requirePickable(String setting, @Nullable Set<String> only) {
        if (only != null && !only.isEmpty() && providers.offered().stream().noneMatch(only::contains)) {
            throw outOfBounds(setting + " must name at least one that can be set up now: "
                    + String.join(", ", providers.offered()));
        }
    }

    /** Also by saying nothing any more where the platform has them off, and by saying so where it only happens to be. */
    private static boolean switchesTwoFactorOff(PolicyVersion present, PolicyVersion next) {
        boolean effectively =
                present.effective().twoFactorEnabled() && !next.effective().twoFactorEnabled();
        boolean expressly = Boolean.FALSE.equals(next.settings().twoFactorEnabled())
                && !Boolean.FALSE.equals(present.settings().twoFactorEnabled());
        return effectively || expressly;
    }

    private static Problem outOfBounds(String sentence) {
        return Problem.unprocessable("policy-out-of-bounds", sentence + ".");
    }

    /** All names in the sets; a name that is none, {@code null} in the body, is unknown like any other. */
    @SafeVarargs
    private static List<String> named(@Nullable Set<String>... sets) {
        return Stream.of(sets)
                .filter(Objects::nonNull)
                .flatMap(Set::stream)
                .map(String::valueOf)
                .toList();
    }
}
