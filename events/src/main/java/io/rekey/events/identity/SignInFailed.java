package io.rekey.events.identity;

import java.time.Instant;

/** A guess was wrong, or came while guessing was paused. Cares about it: audit, SRE. */
public record SignInFailed(String userId, String organizationId, String method, String result, Instant at)
        implements IdentityEvent {}
