package io.rekey.events.identity;

import io.rekey.events.Actor;
import java.time.Instant;

/** A user is suspended: no sign-in, and no session below {@code epoch} even after a reinstatement. Cares about it: audit. */
public record UserSuspended(String userId, String organizationId, long epoch, Actor actor, Instant at)
        implements IdentityEvent {}
