package io.rekey.messaging.consuming;

import io.micrometer.core.instrument.MeterRegistry;
import io.rekey.messaging.event.EventCodec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;

/**
 * Runs the consumers of each subscription; the offset is committed after the effect. They are started in the background,
 * again and again if need be: a broker whose very name is unknown yet keeps no service from starting.
 */
public final class EventConsumers implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EventConsumers.class);
    private static final Duration PAUSE_AFTER_TROUBLE = Duration.ofSeconds(1);
    private static final long STOP_MILLIS = 1_000;
    private static final long LONGEST_POLL_MILLIS = 200; // a partition that has rested is seen between two polls
    private static final Duration ASK_AGAIN_AFTER_REFUSAL = Duration.ofSeconds(10);

    private final List<? extends ConcurrentMessageListenerContainer<String, byte[]>> containers;
    private volatile @Nullable Thread starter;

    /**
     * All consumers of a service.
     *
     * @param concurrency threads for each subscription
     */
    public EventConsumers(
            List<Subscription<?>> subscriptions,
            List<EventHandler<?>> handlers,
            ConsumerFactory<String, byte[]> consumers,
            KafkaOperations<String, byte[]> kafka,
            EventCodec codec,
            MeterRegistry meters,
            ApplicationContext context,
            int concurrency) {
        this.containers = subscriptions.stream()
                .map(subscription -> container(
                        consumers,
                        properties(subscription, new EventDispatcher<>(subscription, handlers, codec, meters)),
                        new HoldBackErrorHandler(new DeadLetters(subscription, kafka, meters)),
                        context,
                        concurrency))
                .toList();
    }

    /** Whether every consumer's threads live; says nothing about the broker. */
    public boolean areAlive() {
        return containers.stream().allMatch(container -> container.isRunning() && container.isInExpectedState());
    }

    @Override
    public void start() {
        Thread created = Thread.ofVirtual().name("event-consumers").unstarted(this::startAll);
        starter = created; // before it runs, for it asks whether it still may
        created.start();
    }

    /** Waits a second at most: what is not finished by then is delivered again. */
    @Override
    public void stop() {
        Thread starting = starter;
        starter = null;
        if (starting != null) {
            starting.interrupt();
        }
        CountDownLatch stopping = new CountDownLatch(containers.size());
        containers.forEach(container -> container.stop(stopping::countDown));
        try {
            if (!stopping.await(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
                log.debug("a consumer is still at work and ends by itself");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return starter != null;
    }

    private void startAll() {
        try {
            for (ConcurrentMessageListenerContainer<String, byte[]> container : containers) {
                while (isRunning() && !started(container)) {
                    Thread.sleep(PAUSE_AFTER_TROUBLE);
                }
            }
        } catch (InterruptedException e) {
            log.debug("stopped before everything had started");
        }
    }

    private static boolean started(ConcurrentMessageListenerContainer<String, byte[]> container) {
        try {
            container.start();
            return true;
        } catch (RuntimeException e) {
            log.info("consumer {} not started, trying again: {}", container.getBeanName(), e.getMessage());
            container.stop(() -> {});
            return false;
        }
    }

    private static ContainerProperties properties(Subscription<?> subscription, EventDispatcher<?> dispatcher) {
        ContainerProperties properties =
                new ContainerProperties(subscription.topic().name());
        properties.setGroupId(subscription.group());
        properties.setMessageListener(dispatcher);
        properties.setAckMode(AckMode.BATCH);
        properties.setMissingTopicsFatal(false);
        properties.setAuthExceptionRetryInterval(ASK_AGAIN_AFTER_REFUSAL); // else a missing right ends the consumer
        properties.setPollTimeout(LONGEST_POLL_MILLIS);
        properties.setStopImmediate(true);
        properties.setShutdownTimeout(STOP_MILLIS);
        properties.setObservationEnabled(true); // goes on with the trace that the outbox kept
        return properties;
    }

    private static ConcurrentMessageListenerContainer<String, byte[]> container(
            ConsumerFactory<String, byte[]> consumers,
            ContainerProperties properties,
            HoldBackErrorHandler errors,
            ApplicationContext context,
            int concurrency) {
        var container = new ConcurrentMessageListenerContainer<>(consumers, properties);
        container.setBeanName(properties.getGroupId() + "." + String.join(",", properties.getTopics()));
        container.setConcurrency(concurrency);
        container.setCommonErrorHandler(errors);
        container.setApplicationContext(context);
        return container;
    }
}
