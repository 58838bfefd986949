package io.rekey.events.identity;

import java.time.Instant;

/** A reset plan was not approved in time; the user is who asked for it. Cares about it: notification-service tells the user, audit. */
public record MfaResetApprovalExpired(String planId, String userId, String organizationId, Instant at)
        implements IdentityEvent {}
