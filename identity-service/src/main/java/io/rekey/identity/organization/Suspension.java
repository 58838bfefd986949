package io.rekey.identity.organization;

import java.time.Instant;

/**
 * Break-glass: a stretch of time in which nobody on the platform is asked for a second factor.
 *
 * @param until when it ends by itself
 * @param by the id of whoever began it
 */
public record Suspension(Instant until, String reason, String by, Instant at) {

    /** Whether it still is so; nobody needs to end it for it to be over. */
    public boolean holds(Instant now) {
        return now.isBefore(until);
    }
}
