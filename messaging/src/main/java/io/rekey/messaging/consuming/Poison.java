package io.rekey.messaging.consuming;

import io.rekey.messaging.event.NotUnderstoodException;
import java.time.DateTimeException;
import java.util.List;
import java.util.NoSuchElementException;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Tells trouble that passes from trouble that never does. Whatever is not known to be hopeless is retried without end: an
 * event is never skipped because a database was down. A handler's own defect must not stop its partition either: after three
 * quick tries, well under two seconds (invariant I13), the record is put aside, where it can be redriven once mended.
 */
final class Poison {

    private static final BackOff AT_ONCE = new FixedBackOff(0, 0);
    private static final BackOff THREE_QUICK_TRIES = new FixedBackOff(200, 2); // the first try and two more
    private static final List<Class<? extends Exception>> DEFECTS = List.of(
            IllegalArgumentException.class,
            NullPointerException.class,
            ClassCastException.class,
            IndexOutOfBoundsException.class,
            ArithmeticException.class,
            NoSuchElementException.class,
            UnsupportedOperationException.class,
            DateTimeException.class,
            HandlerDefectException.class);

    private Poison() {}

    /** Whether it is trouble that passes. */
    static boolean passes(Exception thrown) {
        Throwable cause = DeadLetters.thrownByListener(thrown);
        return !(cause instanceof NotUnderstoodException)
                && DEFECTS.stream().noneMatch(defect -> defect.isInstance(cause));
    }

    static BackOff backOffFor(Exception thrown) {
        if (passes(thrown)) {
            return withoutEnd();
        }
        return DeadLetters.thrownByListener(thrown) instanceof NotUnderstoodException ? AT_ONCE : THREE_QUICK_TRIES;
    }

    private static BackOff withoutEnd() {
        ExponentialBackOff backOff = new ExponentialBackOff(200, 2);
        backOff.setMaxInterval(5_000);
        return backOff;
    }
}
