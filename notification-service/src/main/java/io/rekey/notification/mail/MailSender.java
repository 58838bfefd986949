package io.rekey.notification.mail;

import io.rekey.notification.smtp.SmtpConnection;
import io.rekey.notification.smtp.SmtpServer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** One thread with one connection: sleeps until there is a mail, sends what is due, closes the connection, sleeps again. */
final class MailSender {

    private static final Logger log = LoggerFactory.getLogger(MailSender.class);
    private static final int BATCH = 50;

    private final Mails mails;
    private final HandOverMail handOver;
    private final SmtpServer server;
    private final WakeUp wakeUp;
    private final MailProperties properties;
    private final Pace pace;
    private final Clock clock;
    private final Thread thread =
            Thread.ofPlatform().name("mail-sender").daemon().unstarted(this::run);
    private volatile boolean finishing;
    private boolean indexed;

    MailSender(
            Mails mails,
            HandOverMail handOver,
            SmtpServer server,
            WakeUp wakeUp,
            MailProperties properties,
            Pace pace,
            Clock clock) {
        this.mails = mails;
        this.handOver = handOver;
        this.server = server;
        this.wakeUp = wakeUp;
        this.properties = properties;
        this.pace = pace;
        this.clock = clock;
    }

    void start() {
        thread.start();
    }

    /** Lets it end after the mail in hand. Never an interrupt: that could fall between the mail server's word and its mark. */
    void finish() {
        finishing = true;
    }

    void join(Duration atMost) {
        try {
            thread.join(atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!finishing) {
            try (SmtpConnection connection = server.connection()) {
                workOff(connection);
            } catch (DataAccessException e) {
                log.warn("the queue of mails cannot be read: {}", e.getClass().getSimpleName());
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.error("sender met a defect: {}", e.getClass().getName()); // a message could quote a link
            }
            awaitMail();
        }
    }

    private void awaitMail() {
        try {
            if (!finishing) {
                wakeUp.await(properties.pollInterval());
            }
        } catch (InterruptedException e) {
            finishing = true;
        }
    }

    private void workOff(SmtpConnection connection) throws InterruptedException {
        if (!indexed) {
            mails.ensureIndexes(); // here and not at start: the service starts while its database is away
            indexed = true;
        }
        List<String> due;
        do {
            due = mails.due(clock.instant(), BATCH);
            for (String id : due) {
                if (finishing || !attempt(id, connection)) {
                    return;
                }
            }
        } while (due.size() == BATCH);
    }

    private boolean attempt(String id, SmtpConnection connection) throws InterruptedException {
        Optional<Mail> claimed = mails.claim(id, clock.instant(), properties.lease());
        if (claimed.isEmpty()) {
            return true;
        }
        pace.await();
        try {
            return handOver.attempt(claimed.get(), connection);
        } catch (DataAccessException e) {
            throw e; // the lease runs out, then the mail comes due again
        } catch (RuntimeException e) {
            connection.close();
            handOver.postpone(claimed.get(), "defect, " + e.getClass().getName()); // a message could quote a link
            return true;
        }
    }
}
