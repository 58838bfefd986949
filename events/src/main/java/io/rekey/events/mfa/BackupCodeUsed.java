package io.rekey.events.mfa;

import java.time.Instant;

/** One backup code was spent and replaced. Cares about it: notification-service tells the user, audit. */
public record BackupCodeUsed(String userId, String organizationId, long epoch, int left, Instant at)
        implements MfaEvent {}
