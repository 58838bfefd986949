package io.rekey.events.identity;

import io.rekey.events.Actor;
import java.time.Instant;

/** Somebody else has approved a reset plan; the user is who asked for it. Cares about it: notification-service tells who asked once no approval is missing, audit. */
public record MfaResetApproved(
        String planId,
        String userId,
        String organizationId,
        String approver,
        int approvalsMissing,
        Actor actor,
        Instant at)
        implements IdentityEvent {}
