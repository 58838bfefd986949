package io.rekey.events.identity;

import io.rekey.events.Actor;
import java.time.Instant;

/** There is a new organization; the user is who created it. Cares about it: audit. */
public record OrganizationCreated(String userId, String organizationId, String name, Actor actor, Instant at)
        implements IdentityEvent {}
