package io.rekey.events.identity;

import io.rekey.events.Actor;
import java.time.Instant;

/** A suspended user may sign in again. Cares about it: audit. */
public record UserReinstated(String userId, String organizationId, Actor actor, Instant at) implements IdentityEvent {}
