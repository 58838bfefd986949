package io.rekey.identity.user;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The mailed link that may be open: at most one per user (I4).
 *
 * @param epoch of the reset (or invitation: 1) that it leads back from
 * @param gen rises when it is issued anew; older generations are dead
 * @param exp fixed when the first ticket is given; absent before
 * @param hash SHA-256 of the token, fixed with {@code exp}; the token itself is nowhere
 * @param causeId the reset, or the user's id for an invitation
 * @param deadline after which the way back is closed and a new reset is needed
 * @param organizationId the one that the set-up is for; absent for the home
 */
public record Link(
        long epoch,
        int gen,
        @Nullable Instant exp,
        @Nullable String hash,
        String causeId,
        Instant deadline,
        @Nullable String organizationId) {

    /** PROTOCOL 3.1 but for the token itself: fenced off, finished, too old? */
    // Guard: link bound to the epoch
    // Guard: link dead after any finish
    public boolean isOpen(Fences fences, long reEnrolledEpoch, Instant now) {
        return epoch >= fences.links() && reEnrolledEpoch < epoch && now.isBefore(deadline);
    }

    /** Whether a ticket has fixed an expiry and it is over. */
    public boolean isExpired(Instant now) {
        return exp != null && !now.isBefore(exp);
    }
}
