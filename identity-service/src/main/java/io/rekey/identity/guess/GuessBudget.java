package io.rekey.identity.guess;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.identity.SignInFailed;
import io.rekey.identity.user.Guesses;
import io.rekey.identity.user.User;
import io.rekey.identity.user.Users;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Bounds guesses per account, over all sessions, addresses, doors and factors (I9, R6): a guess is reserved in the user's
 * document <em>before</em> it is checked, so that parallel guesses cannot overshoot. From the fifth on each earns a growing
 * pause, from the hundredth on a day (NIST SP 800-63B-4 3.2.2); nobody is locked out for good (R8).
 */
@Component
public class GuessBudget {

    private static final int FREE = 4;
    private static final int CEILING = 100;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final Duration CEILING_PAUSE = Duration.ofHours(24);

    /** Whose guesses are counted together. */
    public enum Source {
        /** Anybody's. */
        ANYBODY("guesses"),
        /** Browsers that a trusted device vouches for: what strangers guess does not keep the owner out (R8). */
        TRUSTED_BROWSER("guessesFromTrustedBrowsers");

        private final String field;

        Source(String field) {
            this.field = field;
        }

        private Guesses of(User user) {
            Guesses counted = this == ANYBODY ? user.guesses() : user.guessesFromTrustedBrowsers();
            return counted == null ? Guesses.none() : counted;
        }
    }

    private final Users users;
    private final Clock clock;

    GuessBudget(Users users, Clock clock) {
        this.users = users;
        this.clock = clock;
    }

    /**
     * Takes one guess from the budget.
     *
     * @return whether the guess may be checked; if not, it must be refused however right it is
     */
    public boolean reserve(String userId) {
        return reserve(userId, Source.ANYBODY);
    }

    /** The same, counted apart for browsers that are vouched for. */
    public boolean reserve(String userId, Source source) {
        Optional<User> user = users.find(userId);
        while (user.isPresent()) {
            Guesses guesses = source.of(user.get());
            Instant now = clock.instant();
            if (guesses.arePaused(now)) {
                return false;
            }
            if (take(userId, source, guesses.count(), now)) {
                return true;
            }
            user = users.find(userId); // somebody guessed at the same moment: read again
        }
        return false;
    }

    /** Gives back a guess that was right, leaving those that were wrong: a known password alone clears nothing. */
    public void giveBack(String userId) {
        users.update(
                where("_id").is(userId).and("guesses.count").gt(0),
                new Update().inc("guesses.count", -1).unset("guesses.pausedUntil"));
    }

    /** Forgets all guesses, in the write that completes a sign-in. */
    public static Update clear(Update update) {
        return update.set("guesses.count", 0).unset("guesses.pausedUntil").unset(Source.TRUSTED_BROWSER.field);
    }

    /** Records a wrong guess for those who watch. The budget was charged when the guess was reserved. */
    public void recordFailure(User user, String organizationId, String method, String result) {
        users.update(
                where("_id").is(user.id()),
                new Update().inc("version", 1),
                new SignInFailed(user.id(), organizationId, method, result, clock.instant()));
    }

    private boolean take(String userId, Source source, int count, Instant now) {
        String counter = source.field + ".count";
        // Compare-and-set on the count: of two guesses at once one reads again, and may find the account paused.
        Criteria asRead = where("_id").is(userId);
        if (count == 0) {
            asRead.orOperator(where(counter).is(0), where(counter).is(null)); // not counted yet
        } else {
            asRead.and(counter).is(count);
        }
        Update update = new Update().set(counter, count + 1);
        Duration pause = pauseAfter(count + 1);
        String paused = source.field + ".pausedUntil";
        return users.update(asRead, pause.isZero() ? update.unset(paused) : update.set(paused, now.plus(pause)))
                .isPresent();
    }

    static Duration pauseAfter(int guesses) {
        if (guesses <= FREE) {
            return Duration.ZERO;
        }
        if (guesses >= CEILING) {
            return CEILING_PAUSE;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(guesses - FREE - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
