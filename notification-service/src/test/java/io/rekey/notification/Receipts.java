package io.rekey.notification;

import io.rekey.events.notification.NotificationEvent;
import io.rekey.messaging.event.EventCodec;
import io.rekey.messaging.event.EventTopic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Everything that the service publishes, as another service reads it. */
final class Receipts {

    private static final EventTopic<NotificationEvent> TOPIC = new EventTopic<>(
            NotificationEvent.TOPIC,
            NotificationEvent.NAMESPACE,
            NotificationEvent.SOURCE,
            NotificationEvent.class,
            NotificationEvent::userId);

    private final List<NotificationEvent> events = new CopyOnWriteArrayList<>();
    private final List<String> raw = new CopyOnWriteArrayList<>();
    private final EventCodec codec = new EventCodec();

    void listen(String kafka) {
        Thread.ofPlatform().daemon().name("receipts").start(() -> read(kafka));
    }

    List<NotificationEvent> of(String userId) {
        return events.stream().filter(event -> event.userId().equals(userId)).toList();
    }

    <T extends NotificationEvent> List<T> of(String userId, Class<T> kind) {
        return of(userId).stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Values and headers of all records, for finding what should not be there. */
    String everything() {
        return String.join("\n", raw);
    }

    private void read(String kafka) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", kafka, "group.id", "receipts-of-the-test", "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(NotificationEvent.TOPIC));
            while (true) {
                consumer.poll(Duration.ofMillis(200)).forEach(this::keep);
            }
        }
    }

    private void keep(ConsumerRecord<String, byte[]> received) {
        raw.add(new String(received.value(), StandardCharsets.UTF_8) + received.headers());
        codec.decode(TOPIC, received).ifPresent(event -> events.add(event.payload()));
    }
}
