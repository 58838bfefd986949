package io.rekey.mfa.user;

/**
 * What somebody typed as a code. Only its length is bounded here: whether it is one is for a factor to say, and a text that
 * is none is answered like a wrong code.
 */
public record EnteredCode(String value) {

    private static final int MAX_LENGTH = 64;

    /** @throws IllegalArgumentException if it is longer than any code with its separators */
    public EnteredCode {
        if (value == null || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a code has at most " + MAX_LENGTH + " characters");
        }
    }

    /** From JSON, where a code is a bare string. */
    public static EnteredCode valueOf(String value) {
        return new EnteredCode(value);
    }

    /** Never the code itself: a wrong one may be a right one with a typing error (R80). */
    @Override
    public String toString() {
        return "EnteredCode";
    }
}
