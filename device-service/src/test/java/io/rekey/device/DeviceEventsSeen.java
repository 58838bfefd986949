package io.rekey.device;

import static org.awaitility.Awaitility.await;

import io.rekey.events.device.DeviceEvent;
import io.rekey.messaging.event.EventCodec;
import io.rekey.messaging.event.EventTopic;
import io.rekey.messaging.event.ReceivedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;

/** Reads {@code device.events} from its beginning. */
final class DeviceEventsSeen {

    private static final EventTopic<DeviceEvent> TOPIC = new EventTopic<>(
            DeviceEvent.TOPIC, DeviceEvent.NAMESPACE, DeviceEvent.SOURCE, DeviceEvent.class, DeviceEvent::userId);

    private DeviceEventsSeen() {}

    /** All events of a user, each id once, after everything that waited has been sent. */
    static List<DeviceEvent> of(String user, MongoOperations mongo, String bootstrapServers) {
        await().atMost(Duration.ofSeconds(20)).until(() -> nothingWaits(user, mongo));
        Map<String, DeviceEvent> events = new LinkedHashMap<>();
        EventCodec codec = new EventCodec();
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers, "fetch.max.wait.ms", 20);
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, 12)
                    .mapToObj(partition -> new TopicPartition(DeviceEvent.TOPIC, partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
                consumer.poll(Duration.ofMillis(100)).forEach(received -> {
                    if (user.equals(received.key())) {
                        ReceivedEvent<DeviceEvent> event =
                                codec.decode(TOPIC, received).orElseThrow();
                        events.putIfAbsent(event.id(), event.payload());
                    }
                });
            }
        }
        return new ArrayList<>(events.values());
    }

    private static boolean nothingWaits(String user, MongoOperations mongo) {
        Document stored = mongo.findById(user, Document.class, "trusted_devices");
        return stored == null
                || stored.getList("outbox", Document.class, List.of()).isEmpty();
    }
}
