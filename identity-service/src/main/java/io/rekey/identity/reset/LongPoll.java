package io.rekey.identity.reset;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Answers as soon as there is something to say, or when the time is up. Requests run on virtual threads: it holds none. */
public final class LongPoll {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 100;

    private LongPoll() {}

    /** @param wait at most 30 s; more is cut */
    public static <T> T until(Predicate<T> enough, Supplier<T> look, Duration wait, Clock clock) {
        Instant until = clock.instant().plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
        T seen = look.get();
        while (!enough.test(seen) && clock.instant().isBefore(until) && paused()) {
            seen = look.get();
        }
        return seen;
    }

    private static boolean paused() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
