package io.rekey.identity.session;

import io.rekey.events.Actor;
import io.rekey.identity.access.Permission;
import io.rekey.identity.user.Role;
import java.util.Set;

/**
 * A program with an access token: what it may do, and whether a person must approve it, is its registration.
 *
 * @param role bounds whom it can reach, as for a person
 * @param needsApproval whether a person must approve each of its resets, whatever the policy says
 */
public record Program(
        String id, String organizationId, Role role, Set<Permission> permissions, boolean needsApproval, Actor actor)
        implements Caller {

    public Program {
        permissions = Set.copyOf(permissions);
    }

    /** The same program, asking about another organization; only the operator's key may. */
    public Program about(String otherOrganization) {
        return role == Role.OPERATOR
                ? new Program(id, otherOrganization, role, permissions, needsApproval, actor)
                : this;
    }
}
