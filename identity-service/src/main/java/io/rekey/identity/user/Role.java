package io.rekey.identity.user;

import static io.rekey.identity.access.Permission.DEVICE_REVOKE;
import static io.rekey.identity.access.Permission.MFA_DISABLE;
import static io.rekey.identity.access.Permission.MFA_RESET;
import static io.rekey.identity.access.Permission.USER_READ;

import io.rekey.identity.access.Permission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What a person may do, lowest first. */
public enum Role {
    /** Administers nobody. */
    USER,
    /** May reset ordinary users of the own organization, and what else an administrator grants. */
    SUPPORT,
    /** Administers one organization. */
    ADMINISTRATOR,
    /** Runs the platform. */
    OPERATOR;

    /** What the role brings by itself. */
    public Set<Permission> permissions() {
        return switch (this) {
            case USER -> EnumSet.noneOf(Permission.class);
            case SUPPORT -> EnumSet.of(USER_READ, MFA_RESET, DEVICE_REVOKE);
            case ADMINISTRATOR -> EnumSet.complementOf(EnumSet.of(MFA_DISABLE));
            case OPERATOR -> EnumSet.allOf(Permission.class);
        };
    }

    /** Whether the holder may be given permissions beyond those of the role: a support person alone. */
    public boolean takesGrants() {
        return this == SUPPORT;
    }

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
