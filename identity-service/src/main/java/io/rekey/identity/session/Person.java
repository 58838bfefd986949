package io.rekey.identity.session;

import io.rekey.events.Actor;
import io.rekey.identity.access.Permission;
import io.rekey.identity.user.Role;
import io.rekey.identity.user.User;
import java.util.Set;

/**
 * A signed-in person.
 *
 * @param organizationId the session's, but for an operator who named another for this request
 */
public record Person(Session session, User user, String organizationId) implements Caller {

    @Override
    public String id() {
        return user.id();
    }

    /**
     * Roles are held in the home organization alone: whoever signs in to another one as its member administers nobody there
     * (I6, R33). An operator is at home everywhere, in a session of their home.
     */
    @Override
    public Role role() {
        return isAtHome() ? user.highestRole() : Role.USER;
    }

    @Override
    public Set<Permission> permissions() {
        return isAtHome() ? user.permissions() : Set.of();
    }

    /** All roles of this session, by name. */
    public Set<String> roles() {
        return isAtHome() ? user.roles() : Set.of(Role.USER.name());
    }

    @Override
    public Actor actor() {
        return Actor.user(user.id());
    }

    /** The same person, asking about another organization; only an operator's word for it counts. */
    public Person about(String otherOrganization) {
        return role() == Role.OPERATOR ? new Person(session, user, otherOrganization) : this;
    }

    private boolean isAtHome() {
        return session.organizationId().equals(user.organizationId());
    }
}
