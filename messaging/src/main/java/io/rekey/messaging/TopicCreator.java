package io.rekey.messaging;

import io.rekey.messaging.consuming.Subscription;
import io.rekey.messaging.event.EventTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.config.TopicBuilder;

/**
 * Creates what this service writes: its own topics and the dead-letter topics of what it reads. It works in the background
 * and looks again from time to time, so that a service starts while the broker is down, and works on when the broker comes
 * back with an empty disk. What exists is left as it is.
 */
final class TopicCreator implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TopicCreator.class);
    private static final int PARTITIONS = 12;
    private static final int ANSWER_MILLIS = 5_000;
    private static final Duration PAUSE_AFTER_TROUBLE = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(15);

    private final Map<String, Object> config;
    private final List<NewTopic> wanted = new ArrayList<>();
    private volatile @Nullable Thread thread;

    TopicCreator(
            Map<String, Object> config,
            List<EventTopic<?>> owned,
            List<Subscription<?>> subscriptions,
            short replicas) {
        this.config = config;
        owned.forEach(topic -> wanted.add(topic(topic.name(), PARTITIONS, replicas)));
        subscriptions.forEach(subscription -> wanted.add(topic(subscription.deadLetterTopic(), 1, replicas)));
    }

    @Override
    public void start() {
        Thread created = Thread.ofVirtual().name("topic-creator").unstarted(this::run);
        thread = created; // before it runs, for it asks whether it still may
        created.start();
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

    private void run() {
        while (isRunning()) {
            try (Admin admin = Admin.create(config)) {
                keepCreating(admin);
            } catch (InterruptedException e) {
                return;
            } catch (KafkaException | ExecutionException | TimeoutException e) {
                log.info("topics not created yet, trying again: {}", reason(e));
                if (!paused(PAUSE_AFTER_TROUBLE)) {
                    return;
                }
            }
        }
    }

    private void keepCreating(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        while (isRunning()) {
            Set<String> present = admin.listTopics().names().get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
            for (NewTopic topic : wanted) {
                if (!present.contains(topic.name())) {
                    create(admin, topic);
                }
            }
            Thread.sleep(PAUSE);
        }
    }

    private static void create(Admin admin, NewTopic topic)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            admin.createTopics(List.of(topic)).all().get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
            log.info("created topic {}", topic.name());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) { // another instance was quicker
                throw e;
            }
        }
    }

    private static boolean paused(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private static String reason(Exception e) {
        return (e.getCause() == null ? e : e.getCause()).getClass().getSimpleName();
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
