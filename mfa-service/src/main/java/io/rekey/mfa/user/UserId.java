package io.rekey.mfa.user;

/** A person with factors. */
public record UserId(String value) {

    /** @throws IllegalArgumentException if it is not an id (R42) */
    public UserId {
        Ids.checked(value, "userId");
    }

    /** From JSON, where an id is a bare string. */
    public static UserId valueOf(String value) {
        return new UserId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
