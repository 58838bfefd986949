package io.rekey.mfa.factor;

/**
 * How an enrollment is called in somebody's app.
 *
 * @param issuer organization and environment, for example {@code Acme (production)}: a sandbox never overwrites production
 * @param name the user's name in it
 */
public record Account(String issuer, String name) {

    private static final int MAX_LENGTH = 200;

    /** @throws IllegalArgumentException if one of them is empty, overlong or has control characters */
    public Account {
        check(issuer, "issuer");
        check(name, "account");
    }

    private static void check(String value, String what) {
        if (value == null || value.isBlank() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(what + " must have 1 to " + MAX_LENGTH + " characters");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(what + " must not have control characters");
        }
    }
}
