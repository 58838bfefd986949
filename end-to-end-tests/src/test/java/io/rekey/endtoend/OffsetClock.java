package io.rekey.endtoend;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** Real time, moved forward where a story says "half a minute later". The four services and the people share it. */
final class OffsetClock extends Clock {

    private static final int STEP_SECONDS = 30;
    private static final int TO_TYPE = 10;

    private final Clock real = Clock.tickMillis(ZoneOffset.UTC);
    private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

    void advance(Duration by) {
        offset.updateAndGet(before -> before.plus(by));
    }

    /** Near the end of a half minute, waits for the next one: a code read now is still good when it arrives. */
    void leaveTimeToType() {
        long left = STEP_SECONDS - instant().getEpochSecond() % STEP_SECONDS;
        if (left < TO_TYPE) {
            advance(Duration.ofSeconds(left));
        }
    }

    @Override
    public Instant instant() {
        return real.instant().plus(offset.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
