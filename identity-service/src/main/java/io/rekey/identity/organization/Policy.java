package io.rekey.identity.organization;

import io.rekey.events.Level;
import io.rekey.events.identity.StepUpMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an organization demands, complete: its own {@link PolicySettings settings}, over the platform's, over the standard.
 *
 * @param requiredLevel which enrollments satisfy a sign-in: personal ones ({@code USER}) or the organization's own
 * @param twoFactorEnabled whether a second factor is asked for at all
 * @param twoFactorSuspendedUntil break-glass: until then nobody is asked for one, whatever the settings say
 * @param allowedProviders what may be set up; empty means all that are offered
 * @param forcedProviders if not empty, the only ones that may be set up from now on
 * @param trustedDeviceProviders providers that may vouch for a browser; empty switches trusted devices off
 * @param trustedDeviceLifetime at most 30 days (R50)
 * @param trustedDeviceMaximum how many a user may have, at most 10
 * @param linkRequiredRoles roles that must set up again by the mailed link; everybody else may do so at sign-in
 * @param linkAloneRoles roles for which the link opens the set-up without the password
 * @param linkLifetime from the first hand-over of the mail on; at most 24 hours (NIST SP 800-63B-4 4.2.1.2, R20)
 * @param enrollmentDeadline how long after a reset the way back is open; then a new reset is needed
 * @param resetsPerHour how many people one administrator may reset in an hour with nobody else's approval before the brake
 *     compares with the organization's usual pace
 * @param resetsPerTarget how often one user may be reset in 24 hours
 */
public record Policy(
        Level requiredLevel,
        boolean twoFactorEnabled,
        @Nullable Instant twoFactorSuspendedUntil,
        Set<String> allowedProviders,
        Set<String> forcedProviders,
        Set<String> trustedDeviceProviders,
        Duration trustedDeviceLifetime,
        int trustedDeviceMaximum,
        StepUpMethod stepUp,
        Set<String> linkRequiredRoles,
        Set<String> linkAloneRoles,
        Duration linkLifetime,
        Duration enrollmentDeadline,
        ApprovalRules approvals,
        int resetsPerHour,
        int resetsPerTarget) {

    /** No link lives longer (R20). */
    public static final Duration LINK_CAP = Duration.ofDays(1);

    private static final Duration DEVICE_CAP = Duration.ofDays(30);
    private static final Duration DEADLINE_CAP = Duration.ofDays(90);
    private static final int MOST_DEVICES = 10;
    private static final int MOST_RESETS = 1_000_000;

    public Policy {
        requireBetween("link lifetime", linkLifetime, LINK_CAP);
        requireBetween("enrollment deadline", enrollmentDeadline, DEADLINE_CAP);
        requireBetween("trusted device lifetime", trustedDeviceLifetime, DEVICE_CAP);
        if (trustedDeviceLifetime.toNanosPart() != 0) {
            throw new IllegalArgumentException("trusted device lifetime must be whole seconds");
        }
        requireBetween("trusted device maximum", trustedDeviceMaximum, MOST_DEVICES);
        requireBetween("resets per hour", resetsPerHour, MOST_RESETS);
        requireBetween("resets per target", resetsPerTarget, MOST_RESETS);
        if (requiredLevel == Level.BOTH) {
            throw new IllegalArgumentException("required level must be USER or ORGANIZATION: one enrollment has one");
        }
        allowedProviders = Set.copyOf(allowedProviders);
        forcedProviders = Set.copyOf(forcedProviders);
        trustedDeviceProviders = Set.copyOf(trustedDeviceProviders);
        linkRequiredRoles = Set.copyOf(linkRequiredRoles);
        linkAloneRoles = Set.copyOf(linkAloneRoles);
    }

    /** What holds until somebody says otherwise. */
    public static Policy standard() {
        return new Policy(
                Level.USER,
                true,
                null,
                Set.of(),
                Set.of(),
                Set.of("google", "authy", "duo_security"),
                DEVICE_CAP,
                MOST_DEVICES,
                StepUpMethod.SECOND_FACTOR,
                Set.of("SUPPORT", "ADMINISTRATOR", "OPERATOR"),
                Set.of(),
                Duration.ofHours(1),
                Duration.ofDays(3),
                new ApprovalRules(true, 25, true, false, 1),
                50,
                10);
    }

    /** Whether somebody with one of these roles must come through the mailed link. */
    public boolean requiresLink(Set<String> roles) {
        return roles.stream().anyMatch(linkRequiredRoles::contains);
    }

    /** Whether the mailed link asks nobody with these roles for the password: each of the roles must allow it. */
    public boolean takesLinkAlone(Set<String> roles) {
        return !roles.isEmpty() && linkAloneRoles.containsAll(roles);
    }

    /** Whether a second factor is asked for at a moment. */
    public boolean asksForSecondFactor(Instant now) {
        return twoFactorEnabled && (twoFactorSuspendedUntil == null || !now.isBefore(twoFactorSuspendedUntil));
    }

    /** Whether somebody may set up this provider now. */
    public boolean letsSetUp(String provider) {
        Set<String> pick = forcedProviders.isEmpty() ? allowedProviders : forcedProviders;
        return pick.isEmpty() || pick.contains(provider);
    }

    private static void requireBetween(String name, Duration value, Duration most) {
        if (value.isNegative() || value.isZero() || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + " must be longer than a moment and at most " + most);
        }
    }

    private static void requireBetween(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + " must be between 1 and " + most);
        }
    }
}
