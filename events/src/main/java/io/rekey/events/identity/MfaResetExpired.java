package io.rekey.events.identity;

import java.time.Instant;

/** Nobody re-enrolled before the deadline. Cares about it: audit. */
public record MfaResetExpired(String resetId, String userId, String organizationId, long epoch, Instant at)
        implements IdentityEvent {}
