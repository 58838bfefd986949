package io.rekey.mfa;

import io.rekey.events.identity.IdentityEvent;
import io.rekey.events.mfa.MfaEvent;
import io.rekey.messaging.event.EventCodec;
import io.rekey.messaging.event.EventTopic;
import io.rekey.testbackends.Backends;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The other services on the broker: says what identity-service says, and hears what this service says. */
public final class TestBroker implements AutoCloseable {

    private static final EventTopic<IdentityEvent> IDENTITY = new EventTopic<>(
            IdentityEvent.TOPIC,
            IdentityEvent.NAMESPACE,
            IdentityEvent.SOURCE,
            IdentityEvent.class,
            IdentityEvent::userId);
    private static final EventTopic<MfaEvent> MFA =
            new EventTopic<>(MfaEvent.TOPIC, MfaEvent.NAMESPACE, MfaEvent.SOURCE, MfaEvent.class, MfaEvent::userId);

    private final EventCodec codec = new EventCodec();
    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", Backends.kafkaBootstrapServers(), "acks", "all"),
            new StringSerializer(),
            new ByteArraySerializer());
    private final List<MfaEvent> heard = new CopyOnWriteArrayList<>();
    private final List<ConsumerRecord<String, byte[]>> dead = new CopyOnWriteArrayList<>();
    private final Thread listener = Thread.ofVirtual().unstarted(this::listen);
    private volatile boolean open = true;

    TestBroker() {
        listener.start();
    }

    /** Identity-service owns its topic and creates it; here a test does. */
    static void createTopics() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Backends.kafkaBootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic(IdentityEvent.TOPIC, 12, (short) 1),
                            new NewTopic(MfaEvent.TOPIC, 12, (short) 1),
                            new NewTopic(IdentityEvent.TOPIC + ".mfa-service.dlt", 1, (short) 1)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    public void publish(IdentityEvent event) {
        publish(codec.toRecord(codec.encode(IDENTITY, event, event.at(), null)));
    }

    public void publish(ProducerRecord<String, byte[]> any) {
        try {
            producer.send(any).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The record of an event, for spoiling it. */
    public ProducerRecord<String, byte[]> record(IdentityEvent event) {
        return codec.toRecord(codec.encode(IDENTITY, event, Instant.EPOCH, null));
    }

    public <T extends MfaEvent> List<T> heard(TestUser user, Class<T> type) {
        return heard.stream()
                .filter(event -> event.userId().equals(user.id()))
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    public List<ConsumerRecord<String, byte[]>> dead() {
        return dead;
    }

    private void listen() {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", Backends.kafkaBootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new java.util.ArrayList<>();
            partitions.add(new TopicPartition(IdentityEvent.TOPIC + ".mfa-service.dlt", 0));
            for (int i = 0; i < 12; i++) {
                partitions.add(new TopicPartition(MfaEvent.TOPIC, i));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (open) {
                consumer.poll(Duration.ofMillis(100)).forEach(this::hear);
            }
        }
    }

    private void hear(ConsumerRecord<String, byte[]> received) {
        if (received.topic().equals(MfaEvent.TOPIC)) {
            heard.add(codec.decode(MFA, received).orElseThrow().payload());
        } else {
            dead.add(received);
        }
    }

    @Override
    public void close() throws InterruptedException {
        open = false;
        listener.join();
        producer.close();
    }
}
