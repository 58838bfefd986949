package io.rekey.events.identity;

import java.time.Instant;

/** An invited user has completed the set-up. Cares about it: audit. */
public record UserActivated(String userId, String organizationId, Instant at) implements IdentityEvent {}
