package io.rekey.events.identity;

import io.rekey.events.Actor;
import java.time.Instant;

/** Somebody may complete their set-up with a mailed link; counts as epoch 1. Cares about it: notification-service mails the link. */
public record UserInvited(String userId, String organizationId, long epoch, Actor actor, Instant at)
        implements IdentityEvent {}
