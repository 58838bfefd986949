package io.rekey.device;

import io.rekey.events.identity.IdentityEvent;
import io.rekey.messaging.event.EncodedEvent;
import io.rekey.messaging.event.EventCodec;
import io.rekey.messaging.event.EventTopic;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** identity-service's end of {@code identity.events}. */
public final class IdentityTopic {

    private static final EventTopic<IdentityEvent> TOPIC = new EventTopic<>(
            IdentityEvent.TOPIC,
            IdentityEvent.NAMESPACE,
            IdentityEvent.SOURCE,
            IdentityEvent.class,
            IdentityEvent::userId);

    private final String bootstrapServers;
    private final EventCodec codec = new EventCodec();

    IdentityTopic(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Sends an event some times over, under one id as a relay that died would, and waits for the broker. */
    public void send(IdentityEvent event, int times) throws Exception {
        EncodedEvent entry = codec.encode(TOPIC, event, event.at(), null);
        for (int i = 0; i < times; i++) {
            send(codec.toRecord(entry));
        }
    }

    /** Sends whatever is given. */
    public void send(ProducerRecord<String, byte[]> sent) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers, "acks", "all");
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(sent).get();
        }
    }
}
