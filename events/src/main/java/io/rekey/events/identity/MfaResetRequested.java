package io.rekey.events.identity;

import io.rekey.events.Actor;
import io.rekey.events.Level;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reset is accepted: from now on nothing below {@code epoch} in its scope opens the account. Cares about it: mfa-service clears, device-service purges, notification-service mails the link. */
public record MfaResetRequested(
        String resetId,
        String userId,
        String organizationId,
        long epoch,
        Level level,
        List<String> providers,
        Actor actor,
        String reason,
        @Nullable String ticket,
        List<String> approvers,
        Instant at)
        implements IdentityEvent {

    public MfaResetRequested {
        providers = List.copyOf(providers);
        approvers = List.copyOf(approvers);
    }
}
