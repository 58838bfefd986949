package io.rekey.identity.organization;

import org.jspecify.annotations.Nullable;

/**
 * What an organization, or the platform for all of them, has decided, with the number of that decision.
 *
 * @param version counts the changes; 0 before the first
 * @param defaults what holds where the settings are silent
 * @param suspension break-glass, if it was broken; in the platform's document it stands, and everybody has it
 */
public record PolicyVersion(
        String organizationId,
        int version,
        PolicySettings settings,
        Policy defaults,
        @Nullable Suspension suspension) {

    /** What holds. @throws IllegalArgumentException if a value is out of its bounds; the message says which */
    public Policy effective() {
        return settings.over(defaults, suspension == null ? null : suspension.until());
    }

    /** The version that would come next with these settings in place of the present ones. */
    public PolicyVersion next(PolicySettings replacing) {
        return new PolicyVersion(organizationId, version + 1, replacing, defaults, suspension);
    }
}
