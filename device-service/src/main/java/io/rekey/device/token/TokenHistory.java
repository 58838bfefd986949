package io.rekey.device.token;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one device, as hashes. Each use replaces the current one:
 *
 * <pre>
 * minted ─▶ CURRENT ─ used ─▶ IN_GRACE (seconds, for parallel tabs) ─▶ REPLAYED (whoever shows it has a copy: theft)
 * </pre>
 *
 * @param current the one token that is replaced by a new one when shown
 * @param previous the token before the current one, if any
 * @param used tokens that were shown and replaced, oldest first, the previous one among them; at most {@link #REMEMBERED}
 * @param issuedAt when the current token was made
 */
public record TokenHistory(TokenHash current, @Nullable TokenHash previous, List<TokenHash> used, Instant issuedAt) {

    /** How many used tokens are recognized; one older than that is simply unknown. */
    public static final int REMEMBERED = 64;

    /** What a shown token is to a device. */
    public enum Standing {
        /** The current one. */
        CURRENT,
        /** The one before, within the grace: a tab that was loaded at the same time. */
        IN_GRACE,
        /** Used before, and its time is over: two parties hold the device's tokens. */
        REPLAYED,
        /** Never used by this device. It proves nothing, so it must not harm the device either. */
        FOREIGN
    }

    public TokenHistory {
        used = List.copyOf(used);
    }

    /** A new device's history. */
    public static TokenHistory startingWith(TokenHash first, Instant now) {
        return new TokenHistory(first, null, List.of(), now);
    }

    /** Compares with every remembered token, in a time that does not depend on which one it is. */
    public Standing standingOf(TokenHash shown, Instant now, Duration grace) {
        boolean isCurrent = current.matches(shown);
        boolean isPrevious = previous != null && previous.matches(shown);
        boolean isUsed = isPrevious;
        for (TokenHash old : used) {
            isUsed |= old.matches(shown);
        }
        if (isCurrent) {
            return Standing.CURRENT;
        }
        if (isPrevious && now.isBefore(issuedAt.plus(grace))) {
            return Standing.IN_GRACE;
        }
        return isUsed ? Standing.REPLAYED : Standing.FOREIGN;
    }

    /** The history after the current token was shown and replaced. */
    public TokenHistory rotatedTo(TokenHash next, Instant now) {
        List<TokenHash> all = Stream.concat(used.stream(), Stream.of(current)).toList();
        List<TokenHash> remembered = all.subList(Math.max(0, all.size() - REMEMBERED), all.size());
        return new TokenHistory(next, current, remembered, now);
    }
}
