package io.rekey.identity.organization;

import io.rekey.events.Level;
import java.time.Duration;
import java.util.Set;

/**
 * What an organization demands.
 *
 * @param requiredLevel which enrollments satisfy a sign-in: personal ones ({@code USER}) or the organization's own
 * @param linkRequiredRoles roles that must set up again by the mailed link; everybody else may do so at sign-in
 * @param linkLifetime from the first hand-over of the mail on; at most 24 hours (NIST SP 800-63B-4 4.2.1.2, R20)
 * @param enrollmentDeadline how long after a reset the way back is open; then a new reset is needed
 * @param trustedDeviceProviders providers that may vouch for a browser; empty switches trusted devices off
 */
public record Policy(
        Level requiredLevel,
        Set<String> linkRequiredRoles,
        Duration linkLifetime,
        Duration enrollmentDeadline,
        Set<String> trustedDeviceProviders) {

    /** No link lives longer (R20). */
    public static final Duration LINK_CAP = Duration.ofDays(1);

    public Policy {
        if (linkLifetime.compareTo(LINK_CAP) > 0 || linkLifetime.isNegative() || linkLifetime.isZero()) {
            throw new IllegalArgumentException("link lifetime must be between a moment and 24 h");
        }
        if (enrollmentDeadline.isNegative() || enrollmentDeadline.isZero()) {
            throw new IllegalArgumentException("enrollment deadline must be longer than a moment");
        }
        if (requiredLevel == Level.BOTH) {
            throw new IllegalArgumentException("required level must be USER or ORGANIZATION: one enrollment has one");
        }
        linkRequiredRoles = Set.copyOf(linkRequiredRoles);
        trustedDeviceProviders = Set.copyOf(trustedDeviceProviders);
    }

    /** What holds until an organization says otherwise. */
    public static Policy standard() {
        return new Policy(
                Level.USER,
                Set.of("SUPPORT", "ADMINISTRATOR", "OPERATOR"),
                Duration.ofHours(1),
                Duration.ofDays(3),
                Set.of("google", "authy", "duo_security"));
    }

    /** Whether somebody with one of these roles must come through the mailed link. */
    public boolean requiresLink(Set<String> roles) {
        return roles.stream().anyMatch(linkRequiredRoles::contains);
    }
}
