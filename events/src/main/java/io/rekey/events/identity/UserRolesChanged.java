package io.rekey.events.identity;

import io.rekey.events.Actor;
import java.time.Instant;
import java.util.List;

/** From {@code epoch} on these are all the roles and permissions that a user has. Cares about it: notification-service tells the user, audit, compliance. */
public record UserRolesChanged(
        String userId,
        String organizationId,
        long epoch,
        List<String> roles,
        List<String> permissions,
        Actor actor,
        Instant at)
        implements IdentityEvent {

    public UserRolesChanged {
        roles = List.copyOf(roles);
        permissions = List.copyOf(permissions);
    }
}
