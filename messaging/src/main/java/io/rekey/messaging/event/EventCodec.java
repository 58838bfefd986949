package io.rekey.messaging.event;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Between Java records and CloudEvents 1.0 in Kafka's binary mode: attributes in {@code ce_} headers, the value plain JSON,
 * no Java names anywhere.
 */
public final class EventCodec {

    private static final int MAX_VALUE_BYTES = 256 * 1024;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();

    private final EventJson json = new EventJson();

    /** A new time-ordered id (UUIDv7, RFC 9562), for events and whatever else is born with one. */
    public static String newId() {
        return IDS.generate().toString();
    }

    /**
     * The event as it is kept in an aggregate's outbox.
     *
     * @throws NotUnderstoodException if the event breaks its own schema: better refused here than by every consumer
     */
    public <E> EncodedEvent encode(EventTopic<E> topic, E event, Instant at, @Nullable String traceParent) {
        String type = topic.typeOf(event);
        String data = json.write(type, event);
        if (data.getBytes(StandardCharsets.UTF_8).length > MAX_VALUE_BYTES) {
            throw new NotUnderstoodException("value is longer than " + MAX_VALUE_BYTES + " bytes");
        }
        return new EncodedEvent(
                newId(), topic.name(), topic.key().apply(event), type, topic.source(), at, data, traceParent);
    }

    /** The record that the relay sends for an entry of an outbox. */
    public ProducerRecord<String, byte[]> toRecord(EncodedEvent entry) {
        CloudEvent event = CloudEventBuilder.v1()
                .withId(entry.id())
                .withSource(URI.create(entry.source()))
                .withType(entry.type())
                .withSubject(entry.key())
                .withTime(entry.at().atOffset(ZoneOffset.UTC))
                .withDataSchema(URI.create("/" + EventTopic.schemaPath(entry.type())))
                .withDataContentType("application/json")
                .withData(entry.data().getBytes(StandardCharsets.UTF_8))
                .build();
        ProducerRecord<String, byte[]> sent = KafkaMessageFactory.<String>createWriter(entry.topic(), entry.key())
                .writeBinary(event);
        if (entry.traceParent() != null) {
            sent.headers().add("traceparent", entry.traceParent().getBytes(StandardCharsets.US_ASCII));
        }
        return sent;
    }

    /**
     * Reads a record of a topic.
     *
     * @return empty for an event type of the topic's namespace that this version does not know: newer, and nothing that it
     *     could care about
     * @throws NotUnderstoodException if the record can never be read
     */
    public <E> Optional<ReceivedEvent<E>> decode(EventTopic<E> topic, ConsumerRecord<String, byte[]> received) {
        CloudEvent event = cloudEvent(received);
        if (!ID.matcher(event.getId()).matches()) { // becomes part of keys in databases
            throw new NotUnderstoodException("the event's id is none");
        }
        String type = event.getType();
        Optional<Class<? extends E>> eventClass = topic.eventClass(type);
        if (eventClass.isEmpty()) {
            if (!topic.owns(type) || topic.isOtherVersionOfKnown(type)) {
                throw new NotUnderstoodException("unknown event type");
            }
            return Optional.empty();
        }
        E payload = json.read(type, received.value(), eventClass.get());
        if (!topic.key().apply(payload).equals(received.key())) {
            throw new NotUnderstoodException("the record's key is not the event's");
        }
        return Optional.of(new ReceivedEvent<>(event.getId(), payload));
    }

    private static CloudEvent cloudEvent(ConsumerRecord<String, byte[]> received) {
        byte @Nullable [] value = received.value();
        if (value == null) {
            throw new NotUnderstoodException("no value");
        }
        if (value.length > MAX_VALUE_BYTES) {
            throw new NotUnderstoodException("value is longer than " + MAX_VALUE_BYTES + " bytes");
        }
        try {
            return KafkaMessageFactory.createReader(received.headers(), value).toEvent();
        } catch (RuntimeException e) { // the library has one for each kind of broken header, down to a null pointer
            throw new NotUnderstoodException("not a CloudEvent");
        }
    }
}
