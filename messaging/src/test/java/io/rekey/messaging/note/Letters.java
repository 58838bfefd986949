package io.rekey.messaging.note;

import io.rekey.messaging.event.EventCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Records as a producer might send them, in order and out of order. */
public record Letters(String topic) {

    private static final Instant AT = Instant.parse("2026-11-22T08:02:11.417Z");
    private static final EventCodec CODEC = new EventCodec();

    public ProducerRecord<String, byte[]> good(String noteId) {
        return CODEC.toRecord(CODEC.encode(NoteEvent.topic(topic), NoteWritten.of(noteId, 0), AT, null));
    }

    public ProducerRecord<String, byte[]> erased(String noteId) {
        return CODEC.toRecord(CODEC.encode(NoteEvent.topic(topic), new NoteErased(noteId, AT), AT, null));
    }

    public ProducerRecord<String, byte[]> withType(String type) {
        return withHeader("ce_type", type);
    }

    public ProducerRecord<String, byte[]> withHeader(String name, String value) {
        ProducerRecord<String, byte[]> sent = good("n-1");
        sent.headers().remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
        return sent;
    }

    public ProducerRecord<String, byte[]> withoutHeaders() {
        return new ProducerRecord<>(topic, 0, "n-1", good("n-1").value(), new RecordHeaders());
    }

    public ProducerRecord<String, byte[]> withKey(String key) {
        return new ProducerRecord<>(
                topic, 0, key, good("n-1").value(), good("n-1").headers());
    }

    public ProducerRecord<String, byte[]> withoutValue() {
        return new ProducerRecord<>(topic, 0, "n-1", (byte[]) null, good("n-1").headers());
    }

    public ProducerRecord<String, byte[]> withValue(UnaryOperator<String> change) {
        ProducerRecord<String, byte[]> good = good("n-1");
        String value = change.apply(new String(good.value(), StandardCharsets.UTF_8));
        return new ProducerRecord<>(topic, 0, "n-1", value.getBytes(StandardCharsets.UTF_8), good.headers());
    }
}
