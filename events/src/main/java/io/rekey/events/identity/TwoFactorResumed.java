package io.rekey.events.identity;

import io.rekey.events.Actor;
import java.time.Instant;

/** Two factors are asked for again: somebody saw to it, or the time was up and the actor is the service. Cares about it: audit, SRE, compliance. */
public record TwoFactorResumed(String userId, String organizationId, Actor actor, Instant at)
        implements IdentityEvent {}
