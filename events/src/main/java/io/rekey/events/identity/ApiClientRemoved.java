package io.rekey.events.identity;

import io.rekey.events.Actor;
import java.time.Instant;

/** A program may not call any more; the user is who removed it. Cares about it: audit, compliance. */
public record ApiClientRemoved(String userId, String organizationId, String clientId, Actor actor, Instant at)
        implements IdentityEvent {}
