package io.rekey.events.identity;

import java.time.Instant;

/** Somebody has proved anew who they are, for one sensitive action. Cares about it: audit. */
public record StepUpProven(String userId, String organizationId, String action, StepUpMethod method, Instant at)
        implements IdentityEvent {}
