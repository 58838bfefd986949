package io.rekey.events.identity;

import io.rekey.events.Level;
import java.time.Instant;

/** An enrollment has become a factor. The mailed link of its epoch and older is dead. Cares about it: audit. */
public record EnrollmentConfirmed(
        String userId, String organizationId, String enrollmentId, Level level, String provider, long epoch, Instant at)
        implements IdentityEvent {}
