package io.rekey.events.identity;

import java.time.Instant;

/** A proof for a sensitive action was wrong, came while guessing was paused, or was used already. Cares about it: audit, SRE. */
public record StepUpFailed(
        String userId, String organizationId, String action, StepUpMethod method, String result, Instant at)
        implements IdentityEvent {}
