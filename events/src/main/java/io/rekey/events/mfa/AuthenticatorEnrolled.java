package io.rekey.events.mfa;

import io.rekey.events.Level;
import java.time.Instant;

/** The right first code was given; identity-service still has to confirm. Cares about it: audit. */
public record AuthenticatorEnrolled(
        String userId, String organizationId, String enrollmentId, Level level, String provider, long epoch, Instant at)
        implements MfaEvent {}
