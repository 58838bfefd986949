package io.rekey.localkafka;

import static org.apache.kafka.clients.CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.LINGER_MS_CONFIG;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.apache.kafka.common.serialization.IntegerSerializer;

/** Numbered records in one partition of one topic. */
final class Records {

    private static final String TOPIC = "numbers";

    private Records() {}

    static Admin admin(String bootstrapServers) {
        return Admin.create(Map.of(BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    static void createTopic(String bootstrapServers) throws Exception {
        try (Admin admin = admin(bootstrapServers)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    static KafkaProducer<Integer, Integer> producer(String bootstrapServers) {
        return new KafkaProducer<>(
                Map.of(BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, LINGER_MS_CONFIG, 0),
                new IntegerSerializer(),
                new IntegerSerializer());
    }

    /** Returns when the broker has acknowledged the number. */
    static void send(KafkaProducer<Integer, Integer> producer, int number) throws Exception {
        producer.send(new ProducerRecord<>(TOPIC, number, number)).get();
    }

    /** Everything from the beginning, at least {@code expected} records or what came within half a minute. */
    static List<Integer> readAll(String bootstrapServers, int expected) {
        List<Integer> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.of(BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, "enable.auto.commit", false),
                new IntegerDeserializer(),
                new IntegerDeserializer())) {
            List<TopicPartition> partition = List.of(new TopicPartition(TOPIC, 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            for (int polls = 0; polls < 60 && values.size() < expected; polls++) {
                consumer.poll(Duration.ofMillis(500)).forEach(each -> values.add(each.value()));
            }
        }
        return values;
    }
}
