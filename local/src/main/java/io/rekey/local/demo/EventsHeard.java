package io.rekey.local.demo;

import io.rekey.events.device.DeviceEvent;
import io.rekey.events.identity.IdentityEvent;
import io.rekey.events.mfa.MfaEvent;
import io.rekey.events.notification.NotificationEvent;
import io.rekey.journey.UnexpectedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Listens to all four topics of a running Rekey from now on, as a portal or a watcher would. */
final class EventsHeard implements AutoCloseable {

    private static final List<String> TOPICS =
            List.of(IdentityEvent.TOPIC, MfaEvent.TOPIC, DeviceEvent.TOPIC, NotificationEvent.TOPIC);
    private static final Duration POLL = Duration.ofMillis(50);

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Heard> heard = new ArrayList<>();

    private EventsHeard(KafkaConsumer<String, byte[]> consumer) {
        this.consumer = consumer;
    }

    static EventsHeard listen(String bootstrapServers) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = TOPICS.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // now, not at the first poll
        return new EventsHeard(consumer);
    }

    /**
     * The first event of a type about a user that is not older than an instant; waits for it.
     *
     * @throws UnexpectedException if none comes in time
     */
    Heard await(String type, String userId, Instant since, Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        Optional<Heard> found = find(type, userId, since);
        while (found.isEmpty() && System.nanoTime() < until) {
            consumer.poll(POLL).forEach(received -> heard.add(Heard.of(received)));
            found = find(type, userId, since);
        }
        return found.orElseThrow(() -> new UnexpectedException(type + " within " + atMost.toSeconds() + " s", "none"));
    }

    @Override
    public void close() {
        consumer.close();
    }

    private Optional<Heard> find(String type, String userId, Instant since) {
        return heard.stream()
                .filter(event -> event.type().equals(type) && event.userId().equals(userId))
                .filter(event -> !event.at().isBefore(since))
                .findFirst();
    }

    /** @param type the bare name, for example {@code MfaResetRequested} */
    record Heard(String topic, String type, String userId, Instant at) {

        private static Heard of(ConsumerRecord<String, byte[]> received) {
            String type = header(received, "ce_type");
            String[] parts = type.split("\\.", -1); // io.rekey.identity.MfaResetRequested.v1
            String name = parts.length < 2 ? type : parts[parts.length - 2];
            return new Heard(received.topic(), name, received.key(), Instant.parse(header(received, "ce_time")));
        }

        private static String header(ConsumerRecord<String, byte[]> received, String name) {
            return Stream.ofNullable(received.headers().lastHeader(name))
                    .map(Header::value)
                    .map(value -> new String(value, StandardCharsets.UTF_8))
                    .findFirst()
                    .orElse("");
        }
    }
}
