package io.rekey.identity.organization;

import io.rekey.events.Level;
import io.rekey.events.identity.PolicyChanged;
import io.rekey.events.identity.StepUpMethod;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * What an organization, or the platform for all of them, has decided for itself. What it left open is absent and comes from
 * the next one below. The components mean what those of {@link Policy} of the same name mean.
 */
public record PolicySettings(
        @Nullable Level requiredLevel,
        @Nullable Boolean twoFactorEnabled,
        @Nullable Set<String> allowedProviders,
        @Nullable Set<String> forcedProviders,
        @Nullable Set<String> trustedDeviceProviders,
        @Nullable Duration trustedDeviceLifetime,
        @Nullable Integer trustedDeviceMaximum,
        @Nullable StepUpMethod stepUp,
        @Nullable Set<String> linkRequiredRoles,
        @Nullable Set<String> linkAloneRoles,
        @Nullable Duration linkLifetime,
        @Nullable Duration enrollmentDeadline,
        @Nullable Boolean approvePrivileged,
        @Nullable Integer approveMoreThan,
        @Nullable Boolean approveAgain,
        @Nullable Boolean approveAlways,
        @Nullable Integer approvers,
        @Nullable Integer resetsPerHour,
        @Nullable Integer resetsPerTarget) {

    /** As much of a value as an event takes. */
    private static final int LONGEST_TEXT = 280;

    /** Everything decided: a policy written as settings, so that the two can be laid side by side. */
    public static PolicySettings of(Policy policy) {
        return new PolicySettings(
                policy.requiredLevel(),
                policy.twoFactorEnabled(),
                policy.allowedProviders(),
                policy.forcedProviders(),
                policy.trustedDeviceProviders(),
                policy.trustedDeviceLifetime(),
                policy.trustedDeviceMaximum(),
                policy.stepUp(),
                policy.linkRequiredRoles(),
                policy.linkAloneRoles(),
                policy.linkLifetime(),
                policy.enrollmentDeadline(),
                policy.approvals().privilegedTarget(),
                policy.approvals().moreThan(),
                policy.approvals().again(),
                policy.approvals().always(),
                policy.approvals().approvers(),
                policy.resetsPerHour(),
                policy.resetsPerTarget());
    }

    /** Nothing decided. */
    public static PolicySettings none() {
        return new PolicySettings(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null, null);
    }

    /**
     * The complete policy.
     *
     * @param suspendedUntil break-glass, if it is broken
     * @throws IllegalArgumentException if a value is out of its bounds; the message says which and what they are
     */
    Policy over(Policy defaults, @Nullable Instant suspendedUntil) {
        return new Policy(
                or(requiredLevel, defaults.requiredLevel()),
                or(twoFactorEnabled, defaults.twoFactorEnabled()),
                suspendedUntil,
                or(allowedProviders, defaults.allowedProviders()),
                or(forcedProviders, defaults.forcedProviders()),
                or(trustedDeviceProviders, defaults.trustedDeviceProviders()),
                or(trustedDeviceLifetime, defaults.trustedDeviceLifetime()),
                or(trustedDeviceMaximum, defaults.trustedDeviceMaximum()),
                or(stepUp, defaults.stepUp()),
                or(linkRequiredRoles, defaults.linkRequiredRoles()),
                or(linkAloneRoles, defaults.linkAloneRoles()),
                or(linkLifetime, defaults.linkLifetime()),
                or(enrollmentDeadline, defaults.enrollmentDeadline()),
                approvals(defaults.approvals()),
                or(resetsPerHour, defaults.resetsPerHour()),
                or(resetsPerTarget, defaults.resetsPerTarget()));
    }

    /** What is another in {@code after}, setting by setting, in words. */
    public List<PolicyChanged.Change> changesTo(PolicySettings after) {
        return Arrays.stream(PolicySettings.class.getRecordComponents())
                .filter(setting -> !Objects.equals(value(setting, this), value(setting, after)))
                .map(setting -> new PolicyChanged.Change(
                        setting.getName(), text(value(setting, this)), text(value(setting, after))))
                .toList();
    }

    private static @Nullable Object value(RecordComponent setting, PolicySettings of) {
        try {
            return setting.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record does not tell its own component", e);
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        Object sorted = value instanceof Set<?> set ? new TreeSet<>(set) : value;
        return sorted == null ? null : StringUtils.truncate(sorted.toString(), LONGEST_TEXT);
    }

    private ApprovalRules approvals(ApprovalRules defaults) {
        return new ApprovalRules(
                or(approvePrivileged, defaults.privilegedTarget()),
                or(approveMoreThan, defaults.moreThan()),
                or(approveAgain, defaults.again()),
                or(approveAlways, defaults.always()),
                or(approvers, defaults.approvers()));
    }

    private static <T> T or(@Nullable T own, T inherited) {
        return own == null ? inherited : own;
    }
}
