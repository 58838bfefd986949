package io.rekey.identity.ratelimit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/** So many calls a minute: the minute begins with a caller's first call, and the next one is full again. */
record Quota(String name, int calls) {

    static final Duration WINDOW = Duration.ofMinutes(1);
    private static final long NANOS = 1_000_000_000;

    Bucket bucket(TimeMeter time) {
        return Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(limit -> limit.capacity(calls).refillIntervally(calls, WINDOW))
                .build();
    }

    /** An item of the header {@code RateLimit-Policy}. */
    String policy() {
        return "\"%s\";q=%d;w=%d".formatted(name, calls, WINDOW.toSeconds());
    }

    /** What one call found. */
    record Charge(Quota quota, ConsumptionProbe probe) {

        boolean isOver() {
            return !probe.isConsumed();
        }

        /** An item of the header {@code RateLimit}: how many are left, and the seconds until it is full again. */
        String state() {
            return "\"%s\";r=%d;t=%d".formatted(quota.name(), probe.getRemainingTokens(), seconds());
        }

        /** Until there is room again; at least one, never too early. */
        long seconds() {
            return Math.max(1, Math.ceilDiv(probe.getNanosToWaitForReset(), NANOS));
        }
    }
}
