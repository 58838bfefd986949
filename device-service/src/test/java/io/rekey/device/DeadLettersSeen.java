package io.rekey.device;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rekey.events.identity.IdentityEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads this service's dead letters from their beginning. */
final class DeadLettersSeen {

    private static final String TOPIC = IdentityEvent.TOPIC + ".device-service.dlt";

    private DeadLettersSeen() {}

    /** Why records about a user were put aside. */
    static List<String> reasons(String user, String bootstrapServers) {
        List<String> reasons = new ArrayList<>();
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers, "fetch.max.wait.ms", 20);
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(one -> new TopicPartition(TOPIC, one.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
                consumer.poll(Duration.ofMillis(100)).forEach(dead -> {
                    if (user.equals(dead.key())) {
                        reasons.add(new String(
                                dead.headers()
                                        .lastHeader("rekey-dead-letter-reason")
                                        .value(),
                                UTF_8));
                    }
                });
            }
        }
        return reasons;
    }
}
