package io.rekey.events.identity;

import io.rekey.events.Actor;
import io.rekey.events.Level;
import java.time.Instant;
import java.util.List;

/** A reset of this user was asked for and refused; nothing has changed. Cares about it: audit. */
public record MfaResetRefused(
        String userId,
        String organizationId,
        Actor actor,
        Level level,
        List<String> providers,
        String outcome,
        String reason,
        Instant at)
        implements IdentityEvent {

    public MfaResetRefused {
        providers = List.copyOf(providers);
    }
}
