package io.rekey.identity.factor;

import org.jspecify.annotations.Nullable;

/**
 * What became of a code.
 *
 * @param provider whose code it was, if it was accepted
 */
public record CheckedCode(Result result, @Nullable String provider) {

    /** The three answers. */
    public enum Result {
        ACCEPTED,
        WRONG,
        /** Right once, and already spent: each code works once. */
        ALREADY_USED
    }

    public boolean isAccepted() {
        return result == Result.ACCEPTED;
    }
}
