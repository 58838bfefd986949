package io.rekey.messaging.consuming;

import io.micrometer.core.instrument.MeterRegistry;
import io.rekey.messaging.event.EventCodec;
import io.rekey.messaging.event.ReceivedEvent;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.MessageListener;

/** Decodes the records of one subscription and gives each event to the handlers that care about it. */
final class EventDispatcher<E> implements MessageListener<String, byte[]> {

    private static final Logger log = LoggerFactory.getLogger(EventDispatcher.class);

    private final Subscription<E> subscription;
    private final List<EventHandler<?>> handlers;
    private final EventCodec codec;
    private final MeterRegistry meters;

    EventDispatcher(
            Subscription<E> subscription, List<EventHandler<?>> handlers, EventCodec codec, MeterRegistry meters) {
        this.subscription = subscription;
        this.handlers = handlers;
        this.codec = codec;
        this.meters = meters;
    }

    @Override
    public void onMessage(ConsumerRecord<String, byte[]> received) {
        Optional<ReceivedEvent<E>> event = codec.decode(subscription.topic(), received);
        if (event.isEmpty()) {
            meters.counter("rekey.events.skipped", "topic", received.topic()).increment();
            log.info("skipped a newer event type, partition {} offset {}", received.partition(), received.offset());
            return;
        }
        handlers.forEach(handler -> offer(handler, event.get()));
    }

    private static <T> void offer(EventHandler<T> handler, ReceivedEvent<?> event) {
        if (!handler.eventClass().isInstance(event.payload())) {
            return;
        }
        try {
            handler.handle(new ReceivedEvent<>(event.id(), handler.eventClass().cast(event.payload())));
        } catch (StackOverflowError | LinkageError | AssertionError e) {
            throw new HandlerDefectException(e); // an error would end the consumer, and nobody would read on
        }
    }
}
