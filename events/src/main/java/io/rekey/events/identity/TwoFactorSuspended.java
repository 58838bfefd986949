package io.rekey.events.identity;

import io.rekey.events.Actor;
import java.time.Instant;
import java.util.List;

/** Passwords alone sign in on the whole platform until this ends by itself; the user is who did it. Cares about it: notification-service tells those who are to know, audit, SRE, compliance. */
public record TwoFactorSuspended(
        String userId,
        String organizationId,
        Instant until,
        String reason,
        List<String> mayKnow,
        Actor actor,
        Instant at)
        implements IdentityEvent {

    public TwoFactorSuspended {
        mayKnow = List.copyOf(mayKnow);
    }
}
