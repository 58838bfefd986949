package io.rekey.identity.user;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Guesses since the last complete sign-in, over all doors and factors, and the pause that they have earned. */
public record Guesses(int count, @Nullable Instant pausedUntil) {

    /** None so far. */
    public static Guesses none() {
        return new Guesses(0, null);
    }

    public boolean arePaused(Instant now) {
        return pausedUntil != null && now.isBefore(pausedUntil);
    }
}
