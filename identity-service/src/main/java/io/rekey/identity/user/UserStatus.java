package io.rekey.identity.user;

/**
 * Where a user stands.
 *
 * <pre>
 * INVITED ──set-up completed──▶ ACTIVE ◀──▶ SUSPENDED
 * </pre>
 */
public enum UserStatus {
    INVITED,
    ACTIVE,
    SUSPENDED
}
