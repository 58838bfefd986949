package io.rekey.notification.mail;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the queue is worked off.
 *
 * @param senders threads that send, each with a connection of its own
 * @param perSecond mails that this process sends at most in a second
 * @param perRecipient mails that one user gets at most within {@code recipientWindow}; more wait
 * @param recipientWindow see {@code perRecipient}
 * @param firstRetry the wait after the first attempt that failed for now; it doubles from there
 * @param maxRetry what the wait grows to; attempts go on without end
 * @param ticketRetry the wait after identity-service could not be asked
 * @param pollInterval how long a sender sleeps when nobody wakes it
 * @param lease how long other senders leave a claimed mail alone; longer than an attempt takes
 */
@ConfigurationProperties("rekey.mail")
record MailProperties(
        @DefaultValue("2") int senders,
        @DefaultValue("20") int perSecond,
        @DefaultValue("20") int perRecipient,
        @DefaultValue("1h") Duration recipientWindow,
        @DefaultValue("5s") Duration firstRetry,
        @DefaultValue("5m") Duration maxRetry,
        @DefaultValue("5s") Duration ticketRetry,
        @DefaultValue("1s") Duration pollInterval,
        @DefaultValue("2m") Duration lease) {

    private static final int MAX_DOUBLINGS = 20;

    MailProperties {
        if (senders < 1 || senders > 50 || perSecond < 1 || perRecipient < 1) {
            throw new IllegalArgumentException(
                    "rekey.mail: senders (at most 50), per-second and per-recipient must be at least 1");
        }
        require(recipientWindow, "recipient-window");
        require(firstRetry, "first-retry");
        require(ticketRetry, "ticket-retry");
        require(pollInterval, "poll-interval");
        require(lease, "lease");
        if (maxRetry.compareTo(firstRetry) < 0) {
            throw new IllegalArgumentException("rekey.mail.max-retry must not be below first-retry");
        }
    }

    /** The wait before the next attempt. */
    Duration backOff(int failedAttempts) {
        Duration grown = firstRetry.multipliedBy(1L << Math.clamp(failedAttempts - 1, 0, MAX_DOUBLINGS));
        return grown.compareTo(maxRetry) < 0 ? grown : maxRetry;
    }

    /** The wait of a mail whose recipient got enough for now: the window's average gap. */
    Duration recipientPause() {
        return recipientWindow.dividedBy(perRecipient);
    }

    private static void require(Duration value, String name) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("rekey.mail." + name + " must be positive");
        }
    }
}
