package io.rekey.events.identity;

import io.rekey.events.Actor;
import java.time.Instant;
import java.util.List;

/** What is kept of a user was edited. It says which fields, never what stands in them. Cares about it: notification-service tells the user if the mail address changed, audit. */
public record UserChanged(String userId, String organizationId, List<String> fields, Actor actor, Instant at)
        implements IdentityEvent {

    public UserChanged {
        fields = List.copyOf(fields);
    }
}
