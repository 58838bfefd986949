package io.rekey.messaging.consuming;

import io.micrometer.core.instrument.MeterRegistry;
import io.rekey.messaging.event.NotUnderstoodException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.ListenerExecutionFailedException;

/**
 * Puts aside what can never be understood: the record with its headers, where it came from and, in one word, why. Never the
 * message or stack of the exception: both may quote the record. If the dead letter cannot be written, the offset stays.
 */
final class DeadLetters extends DeadLetterPublishingRecoverer {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
    private static final String PREFIX = "rekey-dead-letter-";
    private static final long PAUSE_AFTER_TROUBLE_MILLIS = 500;

    private final MeterRegistry meters;

    DeadLetters(Subscription<?> subscription, KafkaOperations<String, byte[]> kafka, MeterRegistry meters) {
        // Partition -1: the dead-letter topic may have fewer partitions than the topic itself.
        super(kafka, (received, thrown) -> new TopicPartition(subscription.deadLetterTopic(), -1));
        this.meters = meters;
        setExceptionHeadersCreator((headers, thrown, isKey, names) -> {});
        setHeadersFunction(DeadLetters::origin);
        setFailIfSendResultIsError(true);
    }

    @Override
    public void accept(ConsumerRecord<?, ?> received, @Nullable Consumer<?, ?> consumer, Exception thrown) {
        try {
            super.accept(received, consumer, thrown);
        } catch (RuntimeException e) {
            pause(); // the record comes again at once: without this a refusing broker is asked without rest
            throw e;
        }
        meters.counter("rekey.events.dead", "topic", received.topic()).increment();
        log.warn(
                "dead letter: topic {} partition {} offset {} reason {}",
                received.topic(),
                received.partition(),
                received.offset(),
                reason(thrown));
    }

    private static Headers origin(ConsumerRecord<?, ?> received, Exception thrown) {
        Headers headers = new RecordHeaders();
        add(headers, "topic", received.topic());
        add(headers, "partition", Integer.toString(received.partition()));
        add(headers, "offset", Long.toString(received.offset()));
        add(headers, "reason", reason(thrown));
        return headers;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(PREFIX + name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Our own reasons name no content; of anybody else's exception only the kind is told. */
    private static String reason(Exception thrown) {
        Throwable cause = thrownByListener(thrown);
        return cause instanceof NotUnderstoodException
                ? String.valueOf(cause.getMessage())
                : cause.getClass().getSimpleName();
    }

    /** What the listener itself threw, without Spring's wrapping. */
    static Throwable thrownByListener(Exception thrown) {
        Throwable cause = thrown instanceof ListenerExecutionFailedException ? thrown.getCause() : null;
        return cause == null ? thrown : cause;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_TROUBLE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
