package io.rekey.identity.session;

import io.rekey.events.Actor;
import io.rekey.identity.user.Role;
import io.rekey.identity.user.User;

/** The signed-in person behind a request, as the fence check found them at this very request. */
public record Caller(Session session, User user) {

    public String id() {
        return user.id();
    }

    /** The organization that the session is for. */
    public String organizationId() {
        return session.organizationId();
    }

    public Role role() {
        return user.highestRole();
    }

    public Actor actor() {
        return Actor.user(user.id());
    }
}
