package io.rekey.events.identity;

import java.time.Instant;

/** A reset plan has run to its end or was stopped; the user is who asked for it. Cares about it: audit. */
public record ResetPlanEnded(
        String planId, String userId, String organizationId, Outcome outcome, int accepted, int refused, Instant at)
        implements IdentityEvent {

    /** How a plan came to its end. */
    public enum Outcome {
        /** Every target has had its turn. */
        DONE,
        /** Somebody stopped it: what was not reached stays as it was. */
        STOPPED
    }
}
