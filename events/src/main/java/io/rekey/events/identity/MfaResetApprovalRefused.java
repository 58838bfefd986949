package io.rekey.events.identity;

import io.rekey.events.Actor;
import java.time.Instant;

/** Somebody else has refused a reset plan, which ends it; the user is who asked for it. Cares about it: notification-service tells the user, audit. */
public record MfaResetApprovalRefused(
        String planId, String userId, String organizationId, String reason, Actor actor, Instant at)
        implements IdentityEvent {}
