package io.rekey.notification.mail;

import java.time.Duration;

/** Keeps this process below a number of mails per second, evenly: a burst would look like spam to the mail server. */
final class Pace {

    private final long gapNanos;
    private long nextNanos;

    Pace(int perSecond) {
        this.gapNanos = Duration.ofSeconds(1).dividedBy(perSecond).toNanos();
        this.nextNanos = System.nanoTime(); // a monotonic clock: no change of the wall clock can stop the mail
    }

    /** Waits for this sender's turn, at most a second per sender. */
    void await() throws InterruptedException {
        Thread.sleep(Duration.ofNanos(reserve(System.nanoTime())));
    }

    /** How long from {@code now} until the slot that this call takes, in nanoseconds. */
    synchronized long reserve(long now) {
        long slot = nextNanos - now > 0 ? nextNanos : now;
        nextNanos = slot + gapNanos;
        return slot - now;
    }
}
