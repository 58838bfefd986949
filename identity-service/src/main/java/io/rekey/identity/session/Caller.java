package io.rekey.identity.session;

import io.rekey.events.Actor;
import io.rekey.identity.user.Role;
import io.rekey.identity.user.User;
import java.util.Set;

/** The signed-in person behind a request, as the fence check found them at this very request. */
public record Caller(Session session, User user) {

    public String id() {
        return user.id();
    }

    /** The organization that the session is for. */
    public String organizationId() {
        return session.organizationId();
    }

    /**
     * What the caller may do in this session. Roles are held in the home organization alone: whoever signs in to another one
     * as its member administers nobody there (I6, R33).
     */
    public Role role() {
        return isAtHome() ? user.highestRole() : Role.USER;
    }

    /** All roles of this session, by name. */
    public Set<String> roles() {
        return isAtHome() ? user.roles() : Set.of(Role.USER.name());
    }

    /** Whether this session can do more than look after the caller's own account. */
    public boolean isPrivileged() {
        return role() != Role.USER;
    }

    private boolean isAtHome() {
        return session.organizationId().equals(user.organizationId());
    }

    public Actor actor() {
        return Actor.user(user.id());
    }
}
