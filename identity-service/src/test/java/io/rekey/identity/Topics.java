package io.rekey.identity;

import io.rekey.events.device.DeviceEvent;
import io.rekey.events.identity.IdentityEvent;
import io.rekey.events.mfa.MfaEvent;
import io.rekey.events.notification.NotificationEvent;
import io.rekey.messaging.event.EncodedEvent;
import io.rekey.messaging.event.EventCodec;
import io.rekey.messaging.event.EventTopic;
import io.rekey.messaging.event.ReceivedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Says what the other services would say, and reads what identity-service said. */
public final class Topics {

    private static final int PARTITIONS = 12;
    public static final EventTopic<IdentityEvent> IDENTITY = new EventTopic<>(
            IdentityEvent.TOPIC,
            IdentityEvent.NAMESPACE,
            IdentityEvent.SOURCE,
            IdentityEvent.class,
            IdentityEvent::userId);
    private static final EventTopic<MfaEvent> MFA =
            new EventTopic<>(MfaEvent.TOPIC, MfaEvent.NAMESPACE, MfaEvent.SOURCE, MfaEvent.class, MfaEvent::userId);
    private static final EventTopic<DeviceEvent> DEVICE = new EventTopic<>(
            DeviceEvent.TOPIC, DeviceEvent.NAMESPACE, DeviceEvent.SOURCE, DeviceEvent.class, DeviceEvent::userId);
    private static final EventTopic<NotificationEvent> NOTIFICATION = new EventTopic<>(
            NotificationEvent.TOPIC,
            NotificationEvent.NAMESPACE,
            NotificationEvent.SOURCE,
            NotificationEvent.class,
            NotificationEvent::userId);

    private final String bootstrapServers;
    private final EventCodec codec = new EventCodec();

    Topics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** The other services' topics, which they create themselves where they run. */
    void create() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(Stream.of(MFA.name(), DEVICE.name(), NOTIFICATION.name(), IDENTITY.name())
                            .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
    }

    public void say(MfaEvent event) throws Exception {
        send(codec.encode(MFA, event, event.at(), null));
    }

    public void say(DeviceEvent event) throws Exception {
        send(codec.encode(DEVICE, event, event.at(), null));
    }

    public void say(NotificationEvent event) throws Exception {
        send(codec.encode(NOTIFICATION, event, event.at(), null));
    }

    /** Sends one of identity-service's own events past its outbox. */
    public void say(IdentityEvent event, Instant at) throws Exception {
        send(codec.encode(IDENTITY, event, at, null));
    }

    /** Everything on {@code identity.events} about a user, in order, also what came twice. */
    public List<ReceivedEvent<IdentityEvent>> heardAbout(String userId) {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers, "fetch.max.wait.ms", 20);
        List<ReceivedEvent<IdentityEvent>> heard = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(IdentityEvent.TOPIC, partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
                consumer.poll(Duration.ofMillis(100)).forEach(received -> {
                    if (userId.equals(received.key())) {
                        codec.decode(IDENTITY, received).ifPresent(heard::add);
                    }
                });
            }
        }
        return heard;
    }

    private void send(EncodedEvent event) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers, "acks", "all");
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(codec.toRecord(event)).get();
        }
    }
}
