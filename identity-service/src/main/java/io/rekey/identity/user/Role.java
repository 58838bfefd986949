package io.rekey.identity.user;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What a person may do, lowest first. */
public enum Role {
    /** Administers nobody. */
    USER,
    /** May reset ordinary users of the own organization. */
    SUPPORT,
    /** Administers one organization. */
    ADMINISTRATOR,
    /** Runs the platform. */
    OPERATOR;

    /** Roles that a holder of this one must not touch: equal and higher ones. An operator may touch everybody. */
    public Set<String> outOfReach() {
        if (this == OPERATOR) {
            return Set.of();
        }
        return Arrays.stream(values())
                .filter(role -> role.compareTo(this) >= 0)
                .map(Role::name)
                .collect(Collectors.toUnmodifiableSet());
    }
}
