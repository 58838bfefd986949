package io.rekey.messaging.outbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes a process's relay; any number of signals while it works count as one. */
public final class RelaySignal {

    private final Semaphore permits = new Semaphore(0);

    void raise() {
        permits.release();
    }

    void await(Duration atMost) throws InterruptedException {
        if (permits.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            permits.drainPermits();
        }
    }
}
