package io.rekey.events.identity;

import io.rekey.events.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One trusted device, or all of a user, must not be accepted any more. Cares about it: device-service purges, notification-service tells the user. */
public record DeviceRevoked(
        String revocationId,
        String userId,
        String organizationId,
        long epoch,
        @Nullable String deviceId,
        boolean all,
        Actor actor,
        Instant at)
        implements IdentityEvent {}
