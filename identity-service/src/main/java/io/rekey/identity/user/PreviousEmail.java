package io.rekey.identity.user;

import java.time.Instant;

/**
 * The address that a user had before the present one: for a while it is told what concerns the account, for whoever changed
 * the address may not have been its owner (R27).
 *
 * @param until when it is forgotten
 */
public record PreviousEmail(String address, Instant until) {

    /** Whether mail may still go there. */
    public boolean isTold(Instant now) {
        return now.isBefore(until);
    }

    @Override
    public String toString() {
        return "PreviousEmail[until=" + until + "]";
    }
}
