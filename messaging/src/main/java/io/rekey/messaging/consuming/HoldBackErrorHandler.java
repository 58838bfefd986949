package io.rekey.messaging.consuming;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Trouble that passes holds up the partition of its record and no other: that partition rests for the back-off and is then
 * read again from the record on. What never passes is put aside after its few quick tries, as the base class does it.
 */
final class HoldBackErrorHandler extends DefaultErrorHandler {

    private static final Logger log = LoggerFactory.getLogger(HoldBackErrorHandler.class);

    private final Map<TopicPartition, HeldBack> heldBack = new ConcurrentHashMap<>();

    HoldBackErrorHandler(DeadLetters deadLetters) {
        super(deadLetters);
        setBackOffFunction((received, thrown) -> Poison.backOffFor(thrown));
    }

    @Override
    public void handleRemaining(
            Exception thrown,
            List<ConsumerRecord<?, ?>> remaining,
            Consumer<?, ?> consumer,
            MessageListenerContainer container) {
        if (!Poison.passes(thrown)) {
            super.handleRemaining(thrown, remaining, consumer, container);
            return;
        }
        readAgain(remaining, consumer);
        rest(remaining.getFirst(), thrown, container);
        throw new KafkaException("held back", KafkaException.Level.DEBUG, thrown); // so that it counts as not handled
    }

    /** Everything that was fetched and not handled comes again. */
    private static void readAgain(List<ConsumerRecord<?, ?>> remaining, Consumer<?, ?> consumer) {
        Map<TopicPartition, Long> firstOffsets = remaining.stream()
                .collect(Collectors.toMap(HoldBackErrorHandler::partition, ConsumerRecord::offset, Math::min));
        firstOffsets.forEach(consumer::seek);
    }

    private void rest(ConsumerRecord<?, ?> failed, Exception thrown, MessageListenerContainer container) {
        TopicPartition partition = partition(failed);
        long millis = heldBack.compute(
                        partition,
                        (same, before) -> before != null && before.isAt(failed.offset())
                                ? before
                                : new HeldBack(
                                        failed.offset(),
                                        Poison.backOffFor(thrown).start()))
                .backOff()
                .nextBackOff();
        log.warn(
                "held back for {} ms: topic {} partition {} offset {}, {}",
                millis,
                failed.topic(),
                failed.partition(),
                failed.offset(),
                DeadLetters.thrownByListener(thrown).getClass().getSimpleName());
        container.pausePartition(partition);
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)
                .execute(() -> container.resumePartition(partition));
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> received) {
        return new TopicPartition(received.topic(), received.partition());
    }

    /** How far the waiting for the record at an offset has grown. */
    private record HeldBack(long offset, BackOffExecution backOff) {

        boolean isAt(long other) {
            return offset == other;
        }
    }
}
