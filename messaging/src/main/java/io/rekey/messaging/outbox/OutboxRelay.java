package io.rekey.messaging.outbox;

import io.rekey.messaging.event.EncodedEvent;
import io.rekey.messaging.event.EventCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.errors.RetriableException;
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
    private static final Duration TO_FINISH_A_BATCH = Duration.ofMillis(500);
    private static final Duration TO_GIVE_UP = Duration.ofMillis(500);

    private final List<PendingOutboxes> collections;
    private final RelayLease lease;
    private final RelaySignal signal;
    private final KafkaOperations<String, byte[]> kafka;
    private final EventCodec codec;
    private final Duration pollInterval;
    private volatile @Nullable Thread thread;
    private boolean indexed;

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
        Thread created = Thread.ofPlatform().name("outbox-relay").daemon().unstarted(this::run);
        thread = created; // before it runs, for it asks whether it still may
        created.start();
    }

    /** Lets the batch at hand end, so that it is not sent again by the next instance; after a second it does not wait. */
    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            signal.raise();
            if (!ended(running, TO_FINISH_A_BATCH)) {
                running.interrupt();
                ended(running, TO_GIVE_UP);
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Starts before and stops after whatever takes requests or events: what these write last is still sent. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void run() {
        while (isRunning()) {
            try {
                signal.await(pollInterval);
                ensureIndexes();
                relayAll();
            } catch (InterruptedException e) {
                break;
            } catch (RuntimeException e) { // whichever: a relay that ended would be missed by nobody
                log.warn("outbox not relayed, trying again: {}", e.getClass().getSimpleName());
                log.debug("outbox not relayed", e);
                pause();
            }
        }
        releaseQuietly();
    }

    /** Not at start: the database may be down then. */
    private void ensureIndexes() {
        if (!indexed) {
            collections.forEach(PendingOutboxes::ensureIndex);
            indexed = true;
        }
    }

    /** A batch of each collection in turn: neither a long outbox nor one that cannot be sent holds up the others. */
    private void relayAll() {
        boolean more = true;
        while (more) {
            List<Batch> round = collections.stream()
                    .filter(pending -> isRunning() && lease.held())
                    .map(this::relay)
                    .toList();
            if (!round.stream().allMatch(Batch::isComplete)) {
                throw new org.springframework.kafka.KafkaException("the broker did not take every event");
            }
            more = round.stream().anyMatch(Batch::isFull);
        }
    }

    private Batch relay(PendingOutboxes pending) {
        List<WaitingOutbox> batch = pending.next();
        List<Sending> sendings = batch.stream().map(this::send).toList();
        if (!sendings.isEmpty()) {
            kafka.flush();
            pending.remove(sendings.stream().map(Sending::sent).toList());
        }
        return new Batch(pending.isFull(batch), sendings.stream().allMatch(Sending::isComplete));
    }

    /**
     * What became of a batch.
     *
     * @param isFull whether there may be more at once
     * @param isComplete whether the broker has all of it
     */
    private record Batch(boolean isFull, boolean isComplete) {}

    private Sending send(WaitingOutbox outbox) {
        List<CompletableFuture<?>> results = new ArrayList<>();
        for (EncodedEvent entry : outbox.entries()) {
            try {
                results.add(kafka.send(codec.toRecord(entry)));
            } catch (RuntimeException e) {
                if (e.getCause() instanceof RetriableException) {
                    throw e; // the broker is away: the next one would only wait as long
                }
                results.add(CompletableFuture.failedFuture(e)); // this event cannot be sent; the other outboxes' can
                break;
            }
        }
        return new Sending(outbox, results);
    }

    private record Sending(WaitingOutbox outbox, List<CompletableFuture<?>> results) {

        /** What the broker has, from the front: what comes behind a failure is sent again, to keep the order. */
        WaitingOutbox sent() {
            return outbox.first(acknowledged());
        }

        boolean isComplete() {
            return acknowledged() == outbox.entries().size();
        }

        private int acknowledged() {
            int count = 0;
            while (count < results.size() && isAcknowledged(results.get(count))) {
                count++;
            }
            return count;
        }

        private static boolean isAcknowledged(CompletableFuture<?> result) {
            try {
                result.join();
                return true;
            } catch (CompletionException e) {
                return false;
            }
        }
    }

    private static void pause() {
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

    private static boolean ended(Thread running, Duration within) {
        try {
            return running.join(within);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
