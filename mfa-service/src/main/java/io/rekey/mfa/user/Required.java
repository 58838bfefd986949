package io.rekey.mfa.user;

import org.jspecify.annotations.Nullable;

/** Says in one word what a request body lacks. */
public final class Required {

    private Required() {}

    /** @throws IllegalArgumentException if there is no value, which the HTTP layer answers with 400 */
    public static <T> T required(@Nullable T value, String field) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is required");
        }
        return value;
    }

    /** An epoch or a fence. Throws {@link IllegalArgumentException} if it is negative. */
    public static long notNegative(long value, String field) {
        if (value < 0) {
            throw new IllegalArgumentException(field + " must not be negative");
        }
        return value;
    }
}
