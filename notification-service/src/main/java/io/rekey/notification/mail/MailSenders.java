package io.rekey.notification.mail;

import io.rekey.notification.smtp.SmtpServer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The threads that work the queue off, in every instance of the service. A stop lets each finish the mail that it has in
 * hand and begins no other.
 */
@Component
class MailSenders implements SmartLifecycle {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(25);

    private final Mails mails;
    private final HandOverMail handOver;
    private final SmtpServer server;
    private final WakeUp wakeUp;
    private final MailProperties properties;
    private final Pace pace;
    private final Clock clock;
    private volatile List<MailSender> running = List.of();

    MailSenders(
            Mails mails,
            HandOverMail handOver,
            SmtpServer server,
            WakeUp wakeUp,
            MailProperties properties,
            Clock clock) {
        this.mails = mails;
        this.handOver = handOver;
        this.server = server;
        this.wakeUp = wakeUp;
        this.properties = properties;
        this.pace = new Pace(properties.perSecond());
        this.clock = clock;
    }

    @Override
    public void start() {
        running = IntStream.range(0, properties.senders())
                .mapToObj(number -> new MailSender(mails, handOver, server, wakeUp, properties, pace, clock))
                .toList();
        running.forEach(MailSender::start);
    }

    @Override
    public void stop() {
        List<MailSender> stopping = running;
        running = List.of();
        stopping.forEach(MailSender::finish);
        stopping.forEach(sender -> wakeUp.raise());
        long deadline = System.nanoTime() + LONGEST_STOP.toNanos();
        stopping.forEach(sender -> sender.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime()))));
    }

    @Override
    public boolean isRunning() {
        return !running.isEmpty();
    }
}
