package io.rekey.events.identity;

import io.rekey.events.Actor;
import java.time.Instant;

/** A user is suspended: no sign-in, no session. Cares about it: audit. */
public record UserSuspended(String userId, String organizationId, Actor actor, Instant at) implements IdentityEvent {}
