package io.rekey.events.identity;

import java.time.Instant;

/** A session was created. Cares about it: audit, SRE. */
public record SignInSucceeded(String userId, String organizationId, long epoch, String method, Instant at)
        implements IdentityEvent {}
