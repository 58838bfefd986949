package io.rekey.messaging.consuming;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.ListenerExecutionFailedException;

/**
 * Puts aside what can never be understood: the record with its headers, where it came from and, in one word, why. Never the
 * message or stack of the exception: both may quote the record. If the dead letter cannot be written, the offset stays.
 */
final class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
    private static final String PREFIX = "rekey-dead-letter-";

    private DeadLetters() {}

    static DeadLetterPublishingRecoverer recoverer(
            Subscription<?> subscription, KafkaOperations<String, byte[]> kafka, MeterRegistry meters) {
        // Partition -1: the dead-letter topic may have fewer partitions than the topic itself.
        DeadLetterPublishingRecoverer recoverer =
                new DeadLetterPublishingRecoverer(
                        kafka, (received, thrown) -> new TopicPartition(subscription.deadLetterTopic(), -1)) {
                    @Override
                    public void accept(
                            ConsumerRecord<?, ?> received,
                            org.apache.kafka.clients.consumer.@org.jspecify.annotations.Nullable Consumer<?, ?>
                                    consumer,
                            Exception thrown) {
                        super.accept(received, consumer, thrown);
                        meters.counter("rekey.events.dead", "topic", received.topic())
                                .increment();
                        log.warn(
                                "dead letter: topic {} partition {} offset {} reason {}",
                                received.topic(),
                                received.partition(),
                                received.offset(),
                                reason(thrown));
                    }
                };
        recoverer.setExceptionHeadersCreator((headers, thrown, isKey, names) -> {});
        recoverer.setHeadersFunction((received, thrown) -> origin(received, thrown));
        recoverer.setFailIfSendResultIsError(true);
        return recoverer;
    }

    private static Headers origin(ConsumerRecord<?, ?> received, Exception thrown) {
        Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
        add(headers, "topic", received.topic());
        add(headers, "partition", Integer.toString(received.partition()));
        add(headers, "offset", Long.toString(received.offset()));
        add(headers, "reason", reason(thrown));
        return headers;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(PREFIX + name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String reason(Exception thrown) {
        Throwable cause = thrown instanceof ListenerExecutionFailedException && thrown.getCause() != null
                ? thrown.getCause()
                : thrown;
        return cause instanceof io.rekey.messaging.event.NotUnderstoodException understood
                ? String.valueOf(understood.getMessage())
                : cause.getClass().getSimpleName();
    }
}
