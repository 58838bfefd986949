package io.rekey.device.trusteddevice;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How long a browser is trusted and how many of them a user keeps. An organization may ask for less than this service allows,
 * never for more.
 *
 * @param lifetime from the sign-in at which a browser was trusted
 * @param maximum with one more, the oldest goes
 */
record Limits(Duration lifetime, int maximum) {

    /** Nobody is trusted for longer (R50), and a person can tell no more than ten apart in a list. */
    static final Limits WIDEST = new Limits(Duration.ofDays(30), 10);

    Limits {
        if (!lifetime.isPositive() || maximum < 1) {
            throw new IllegalArgumentException("a limit below one");
        }
    }

    /**
     * What a request asks for.
     *
     * @param lifetime in whole seconds; absent asks for no less than there is
     * @param maximum 1 to 10; absent asks for no fewer than there are
     * @throws IllegalArgumentException for anything else
     */
    static Limits asked(@Nullable Duration lifetime, @Nullable Integer maximum) {
        Limits asked = new Limits(
                Objects.requireNonNullElse(lifetime, WIDEST.lifetime()),
                Objects.requireNonNullElse(maximum, WIDEST.maximum()));
        if (asked.lifetime().toNanosPart() != 0 || asked.maximum() > WIDEST.maximum()) {
            throw new IllegalArgumentException("a limit of a wrong form");
        }
        return asked;
    }

    /** Of each limit the smaller one. */
    Limits narrowedTo(Limits others) {
        Duration shorter = lifetime.compareTo(others.lifetime) <= 0 ? lifetime : others.lifetime;
        return new Limits(shorter, Math.min(maximum, others.maximum));
    }
}
