package io.rekey.events.identity;

import java.time.Instant;

/** A session ended by sign-out. Cares about it: audit. */
public record SessionEnded(String userId, String organizationId, Instant at) implements IdentityEvent {}
