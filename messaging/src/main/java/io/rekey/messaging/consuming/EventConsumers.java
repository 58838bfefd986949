package io.rekey.messaging.consuming;

import io.micrometer.core.instrument.MeterRegistry;
import io.rekey.messaging.event.EventCodec;
import java.util.List;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DefaultErrorHandler;

/** Runs one consumer per subscription; the offset is committed after the effect. */
public final class EventConsumers implements SmartLifecycle {

    private final List<? extends ConcurrentMessageListenerContainer<String, byte[]>> containers;

    public EventConsumers(
            List<Subscription<?>> subscriptions,
            List<EventHandler<?>> handlers,
            ConsumerFactory<String, byte[]> consumers,
            KafkaOperations<String, byte[]> kafka,
            EventCodec codec,
            MeterRegistry meters,
            ApplicationContext context) {
        this.containers = subscriptions.stream()
                .map(subscription -> container(
                        subscription,
                        consumers,
                        new EventDispatcher<>(subscription, handlers, codec, meters),
                        new DefaultErrorHandler(DeadLetters.recoverer(subscription, kafka, meters)),
                        context))
                .toList();
    }

    /** Whether every consumer's threads live; says nothing about the broker. */
    public boolean areAlive() {
        return containers.stream().allMatch(ConcurrentMessageListenerContainer::isRunning);
    }

    @Override
    public void start() {
        containers.forEach(ConcurrentMessageListenerContainer::start);
    }

    @Override
    public void stop() {
        containers.forEach(ConcurrentMessageListenerContainer::stop);
    }

    @Override
    public boolean isRunning() {
        return containers.stream().anyMatch(ConcurrentMessageListenerContainer::isRunning);
    }

    private static ConcurrentMessageListenerContainer<String, byte[]> container(
            Subscription<?> subscription,
            ConsumerFactory<String, byte[]> consumers,
            EventDispatcher<?> dispatcher,
            DefaultErrorHandler errors,
            ApplicationContext context) {
        ContainerProperties properties =
                new ContainerProperties(subscription.topic().name());
        properties.setGroupId(subscription.group());
        properties.setMessageListener(dispatcher);
        properties.setAckMode(AckMode.BATCH);
        properties.setMissingTopicsFatal(false);
        properties.setObservationEnabled(true); // goes on with the trace that the outbox kept
        errors.setBackOffFunction((received, thrown) -> Poison.backOffFor(thrown));
        var container = new ConcurrentMessageListenerContainer<>(consumers, properties);
        container.setBeanName(subscription.group() + "." + subscription.topic().name());
        container.setCommonErrorHandler(errors);
        container.setApplicationContext(context);
        return container;
    }
}
