package io.rekey.notification.mail;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Tells the senders of this process that there is a mail. Who misses it finds the mail at the next poll. */
@Component
final class WakeUp {

    private final Semaphore permits = new Semaphore(0);

    void raise() {
        permits.release();
    }

    /** Returns early when raised; any number of raises before count as one. */
    void await(Duration atMost) throws InterruptedException {
        if (permits.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            permits.drainPermits();
        }
    }
}
