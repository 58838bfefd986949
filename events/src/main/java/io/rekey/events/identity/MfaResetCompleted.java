package io.rekey.events.identity;

import java.time.Instant;

/** The user has set up a new authenticator after a reset. Cares about it: notification-service tells the user, audit. */
public record MfaResetCompleted(String resetId, String userId, String organizationId, long epoch, Instant at)
        implements IdentityEvent {}
