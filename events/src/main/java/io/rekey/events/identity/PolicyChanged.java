package io.rekey.events.identity;

import io.rekey.events.Actor;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The policy of an organization, or of the platform, has a new version; the user is who changed it. Cares about it: audit, compliance. */
public record PolicyChanged(
        String userId, String organizationId, int version, List<Change> changes, Actor actor, Instant at)
        implements IdentityEvent {

    public PolicyChanged {
        changes = List.copyOf(changes);
    }

    /**
     * One setting that is another now.
     *
     * @param setting its name in the policy
     * @param before what it was, null if it was not set
     * @param after what it is, null if it is not set any more
     */
    public record Change(
            String setting,
            @Nullable String before,
            @Nullable String after) {}
}
