package io.rekey.identity.idempotency;

import io.rekey.identity.problem.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Waits while somebody else runs the same call, so that whoever asks twice at once hears the answer twice, not a conflict.
 * Requests run on virtual threads: waiting holds no thread.
 */
@Component
class AwaitTurn {

    private static final int LOOKS = 100;
    private static final long POLL_MILLIS = 50;

    private final IdempotentCalls calls;

    AwaitTurn(IdempotentCalls calls) {
        this.calls = calls;
    }

    /** @throws Problem 422 {@code idempotency-key-reused}; 409 {@code still-running} after five seconds */
    Turn.Decided await(String id, String fingerprint) {
        for (int look = 0; look < LOOKS; look++) {
            switch (calls.turn(id, fingerprint)) {
                case Turn.Decided decided -> {
                    return decided;
                }
                case Turn.Reused() ->
                    throw Problem.unprocessable(
                            "idempotency-key-reused", "This Idempotency-Key was used for another call. Use a new key.");
                case Turn.Running() -> pause();
            }
        }
        throw stillRunning();
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stillRunning();
        }
    }

    private static Problem stillRunning() {
        Problem refused = Problem.of(
                HttpStatus.CONFLICT,
                "still-running",
                "The first call with this Idempotency-Key is still running. Repeat yours in a moment.");
        refused.getHeaders().set("Retry-After", "1");
        return refused;
    }
}
