package io.rekey.events.identity;

import io.rekey.events.Actor;
import java.time.Instant;

/** The mailed link expired unused or is sent again: the old generation is dead, a new one is to be mailed. Cares about it: notification-service mails the new link. */
public record SetUpLinkReissued(
        String resetId, String userId, String organizationId, long epoch, int generation, Actor actor, Instant at)
        implements IdentityEvent {}
