package io.rekey.events.identity;

import io.rekey.events.Actor;
import java.time.Instant;

/** Sessions of this user were ended otherwise than by signing out. Cares about it: audit. */
public record SessionsEnded(String userId, String organizationId, int count, Actor actor, Instant at)
        implements IdentityEvent {}
