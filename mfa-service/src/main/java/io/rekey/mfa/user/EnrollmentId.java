package io.rekey.mfa.user;

/** One authenticator bound to one user. Chosen by identity-service and never used twice. */
public record EnrollmentId(String value) {

    /** @throws IllegalArgumentException if it is not an id (R42) */
    public EnrollmentId {
        Ids.checked(value, "enrollmentId");
    }

    /** From JSON, where an id is a bare string. */
    public static EnrollmentId valueOf(String value) {
        return new EnrollmentId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
