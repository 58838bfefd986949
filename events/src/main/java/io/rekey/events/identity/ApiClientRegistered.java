package io.rekey.events.identity;

import io.rekey.events.Actor;
import java.time.Instant;
import java.util.List;

/** A program may call with a key of its own; the user is who registered it. Cares about it: audit, compliance. */
public record ApiClientRegistered(
        String userId,
        String organizationId,
        String clientId,
        String name,
        List<String> permissions,
        boolean needsApproval,
        Actor actor,
        Instant at)
        implements IdentityEvent {

    public ApiClientRegistered {
        permissions = List.copyOf(permissions);
    }
}
