package io.rekey.mfa.user;

/** A tenant. */
public record OrganizationId(String value) {

    /** @throws IllegalArgumentException if it is not an id (R42) */
    public OrganizationId {
        Ids.checked(value, "organizationId");
    }

    /** From JSON, where an id is a bare string. */
    public static OrganizationId valueOf(String value) {
        return new OrganizationId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
