package io.rekey.events.identity;

import java.time.Instant;
import java.util.List;

/** This administrator reset more users within the hour than is usual, and resets nobody until a second person releases them. Cares about it: notification-service tells those who may release and the administrator, audit, SRE. */
public record AdministratorFrozen(
        String userId, String organizationId, int resets, int usual, List<String> mayRelease, Instant at)
        implements IdentityEvent {

    public AdministratorFrozen {
        mayRelease = List.copyOf(mayRelease);
    }
}
