package io.rekey.messaging;

import io.rekey.messaging.consuming.Subscription;
import io.rekey.messaging.event.EventTopic;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * Creates what this service writes: its own topics and the dead-letter topics of what it reads. It keeps trying in the
 * background, so that a service starts while the broker is down and works when the broker comes.
 */
final class TopicCreator implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TopicCreator.class);
    private static final int PARTITIONS = 12;
    private static final long PAUSE_MILLIS = 1_000;

    private final KafkaAdmin admin;
    private final NewTopic[] topics;
    private volatile @Nullable Thread thread;

    TopicCreator(KafkaAdmin admin, List<EventTopic<?>> owned, List<Subscription<?>> subscriptions, short replicas) {
        this.admin = admin;
        List<NewTopic> wanted = new ArrayList<>();
        owned.forEach(topic -> wanted.add(topic(topic.name(), PARTITIONS, replicas)));
        subscriptions.forEach(subscription -> wanted.add(topic(subscription.deadLetterTopic(), 1, replicas)));
        this.topics = wanted.toArray(NewTopic[]::new);
    }

    @Override
    public void start() {
        thread = Thread.ofVirtual().name("topic-creator").start(this::createAll);
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE; // topics first, then relay and consumers
    }

    private void createAll() {
        while (isRunning()) {
            try {
                admin.createOrModifyTopics(topics);
                return;
            } catch (KafkaException | IllegalStateException e) {
                log.info("topics not created yet, the broker cannot be reached");
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Never compacted: a later event under a key would delete an earlier one that says something else. */
    private static NewTopic topic(String name, int partitions, short replicas) {
        return TopicBuilder.name(name)
                .partitions(partitions)
                .replicas(replicas)
                .config("cleanup.policy", "delete")
                .config("min.insync.replicas", replicas > 1 ? "2" : "1")
                .build();
    }
}
