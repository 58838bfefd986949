package io.rekey.events.identity;

import io.rekey.events.Actor;
import java.time.Instant;

/** A second person has released this administrator, whom the brake had frozen. Cares about it: audit. */
public record AdministratorReleased(String userId, String organizationId, Actor actor, Instant at)
        implements IdentityEvent {}
