package io.rekey.cli.connection;

import io.rekey.cli.output.ExitCode;
import io.rekey.cli.output.FailedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * Questions that the server answers when something changed or the time is up. What answers at once, because its state does
 * not change by itself, is not asked again without a pause.
 */
public final class LongPoll {

    private static final Duration LEAST = Duration.ofMillis(500);

    private final Clock clock;
    private final Duration longest;

    /** @param longest what the server is asked to wait at most */
    public LongPoll(Clock clock, Duration longest) {
        this.clock = clock;
        this.longest = longest;
    }

    public boolean isTimeLeft(Instant deadline) {
        return clock.instant().isBefore(deadline);
    }

    /** Asks once, for as long as there is time. */
    public <T> T ask(Instant deadline, Function<Duration, T> question) {
        Instant began = clock.instant();
        Duration left = Duration.between(began, deadline).plusMillis(999); // waits are told in seconds
        T answer = question.apply(left.compareTo(longest) > 0 ? longest : left);
        Duration took = Duration.between(began, clock.instant());
        if (took.compareTo(LEAST) < 0) {
            pause(LEAST.minus(took));
        }
        return answer;
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailedException.of(ExitCode.UNEXPECTED, "interrupted.");
        }
    }
}
