package io.rekey.events.identity;

import io.rekey.events.Actor;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reset plan waits for the word of others; the user is who asked. Cares about it: notification-service tells those who may approve, audit. */
public record MfaResetApprovalRequested(
        String planId,
        String userId,
        String organizationId,
        int targets,
        int approvalsNeeded,
        List<String> mayApprove,
        String reason,
        @Nullable String ticket,
        Actor actor,
        Instant expiresAt,
        Instant at)
        implements IdentityEvent {

    public MfaResetApprovalRequested {
        mayApprove = List.copyOf(mayApprove);
    }
}
