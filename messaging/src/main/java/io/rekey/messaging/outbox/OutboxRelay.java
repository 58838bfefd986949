package io.rekey.messaging.outbox;

import io.rekey.messaging.event.EventCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.core.KafkaOperations;

/**
 * Sends what waits in the outboxes and removes it once the broker has it. Dying between the two sends an event again under
 * the same id; nothing can lose one. It runs on a thread of its own: the producer is never called by a request.
 */
final class OutboxRelay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);
    private static final Duration PAUSE_AFTER_TROUBLE = Duration.ofSeconds(1);

    private final List<PendingOutboxes> collections;
    private final RelayLease lease;
    private final RelaySignal signal;
    private final KafkaOperations<String, byte[]> kafka;
    private final EventCodec codec;
    private final Duration pollInterval;
    private volatile @Nullable Thread thread;

    OutboxRelay(
            List<PendingOutboxes> collections,
            RelayLease lease,
            RelaySignal signal,
            KafkaOperations<String, byte[]> kafka,
            EventCodec codec,
            Duration pollInterval) {
        this.collections = collections;
        this.lease = lease;
        this.signal = signal;
        this.kafka = kafka;
        this.codec = codec;
        this.pollInterval = pollInterval;
    }

    @Override
    public void start() {
        collections.forEach(PendingOutboxes::ensureIndex);
        thread = Thread.ofPlatform().name("outbox-relay").daemon().start(this::run);
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
            joinQuietly(running);
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        while (isRunning()) {
            try {
                signal.await(pollInterval);
                relayAll();
            } catch (InterruptedException e) {
                break;
            } catch (KafkaException | org.springframework.kafka.KafkaException | DataAccessException e) {
                log.warn("outbox not relayed, trying again: {}", e.getClass().getSimpleName());
                pause();
            }
        }
        releaseQuietly();
    }

    private void relayAll() {
        for (PendingOutboxes pending : collections) {
            boolean more = true;
            while (more && isRunning() && lease.held()) {
                more = relay(pending);
            }
        }
    }

    /** One batch. Returns whether there may be more at once; false too if the broker took nothing. */
    private boolean relay(PendingOutboxes pending) {
        List<WaitingOutbox> batch = pending.next();
        List<Sending> sendings = batch.stream().map(this::send).toList();
        kafka.flush();
        List<WaitingOutbox> sent = new ArrayList<>();
        for (Sending sending : sendings) {
            sent.add(sending.outbox().first(sending.acknowledged()));
        }
        pending.remove(sent);
        if (sent.stream().anyMatch(outbox -> !batch.contains(outbox))) {
            throw new org.springframework.kafka.KafkaException("the broker did not take every event");
        }
        return pending.isFull(batch);
    }

    private Sending send(WaitingOutbox outbox) {
        return new Sending(
                outbox,
                outbox.entries().stream()
                        .<CompletableFuture<?>>map(entry -> kafka.send(codec.toRecord(entry)))
                        .toList());
    }

    private record Sending(WaitingOutbox outbox, List<CompletableFuture<?>> results) {

        /** How many from the front the broker has: what comes behind a failure is sent again, to keep the order. */
        int acknowledged() {
            int count = 0;
            for (CompletableFuture<?> result : results) {
                try {
                    result.join();
                } catch (CompletionException e) {
                    return count;
                }
                count++;
            }
            return count;
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_TROUBLE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void releaseQuietly() {
        boolean interrupted = Thread.interrupted(); // the driver refuses to work on an interrupted thread
        try {
            lease.release();
        } catch (DataAccessException e) {
            log.debug("lease not released, it will run out", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void joinQuietly(Thread running) {
        try {
            running.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
