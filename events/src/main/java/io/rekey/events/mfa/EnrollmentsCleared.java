package io.rekey.events.mfa;

import java.time.Instant;

/** The receipt of a reset: what is in its scope and below its epoch is gone. Cares about it: identity-service (receipt), audit. */
public record EnrollmentsCleared(
        String resetId, String userId, String organizationId, long epoch, int count, Instant at) implements MfaEvent {}
