package io.rekey.events.mfa;

import java.time.Instant;

/** A new set of backup codes replaced the old one. Cares about it: audit. */
public record BackupCodesIssued(String userId, String organizationId, long epoch, int count, Instant at)
        implements MfaEvent {}
