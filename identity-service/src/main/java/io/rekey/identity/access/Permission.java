package io.rekey.identity.access;

import java.util.Arrays;
import java.util.Optional;

/** One thing that somebody may do to others of an organization. Roles bring some; an administrator may grant more. */
public enum Permission {
    MFA_RESET("mfa:reset"),
    DEVICE_REVOKE("device:revoke"),
    USER_READ("user:read"),
    USER_WRITE("user:write"),
    RESET_APPROVE("reset:approve"),
    POLICY_WRITE("policy:write"),
    AUDIT_READ("audit:read"),
    MFA_DISABLE("mfa:disable");

    private final String text;

    Permission(String text) {
        this.text = text;
    }

    /** What requests, tokens and events call it, for example {@code mfa:reset}. */
    public String text() {
        return text;
    }

    /** The permission of this name; empty if there is none. */
    public static Optional<Permission> named(String text) {
        return Arrays.stream(values())
                .filter(permission -> permission.text.equals(text))
                .findFirst();
    }
}
