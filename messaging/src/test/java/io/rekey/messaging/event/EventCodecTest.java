package io.rekey.messaging.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rekey.messaging.note.NoteEvent;
import io.rekey.messaging.note.NoteWritten;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {

    private static final Instant AT = Instant.parse("2026-11-22T08:02:11.417Z");
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final EventCodec codec = new EventCodec();
    private final EventTopic<NoteEvent> topic = NoteEvent.topic("note.events");

    @Test
    void givesBackWhatItEncoded() {
        NoteWritten event = NoteWritten.of("n-1", 7);
        EncodedEvent entry = codec.encode(topic, event, AT, TRACE);
        assertThat(decode(codec.toRecord(entry))).contains(new ReceivedEvent<>(entry.id(), event));
        assertThat(EncodedEvent.from(entry.toDocument())).isEqualTo(entry);
    }

    @Test
    void writesCloudEventsHeadersAndPlainJson() {
        EncodedEvent entry = codec.encode(topic, NoteWritten.of("n-1", 7), AT, TRACE);
        ProducerRecord<String, byte[]> sent = codec.toRecord(entry);
        assertThat(sent.key()).isEqualTo("n-1");
        assertThat(header(sent, "ce_specversion")).isEqualTo("1.0");
        assertThat(header(sent, "ce_id")).isEqualTo(entry.id()).matches("[0-9a-f]{8}-[0-9a-f]{4}-7.*");
        assertThat(header(sent, "ce_type")).isEqualTo("io.rekey.note.NoteWritten.v1");
        assertThat(header(sent, "ce_source")).isEqualTo("/note-service");
        assertThat(header(sent, "ce_subject")).isEqualTo("n-1");
        assertThat(header(sent, "ce_time")).isEqualTo("2026-11-22T08:02:11.417Z");
        assertThat(header(sent, "ce_dataschema")).isEqualTo("/schemas/io.rekey.note.NoteWritten.v1.json");
        assertThat(header(sent, "content-type")).isEqualTo("application/json");
        assertThat(header(sent, "traceparent")).isEqualTo(TRACE);
        assertThat(new String(sent.value(), StandardCharsets.UTF_8))
                .isEqualToIgnoringWhitespace(
                        "{\"noteId\":\"n-1\",\"number\":7,\"text\":\"text 7\",\"at\":\"2026-11-22T08:02:11.417Z\"}");
    }

    @Test
    void ordersIdsByTime() {
        assertThat(EventCodec.newId()).isLessThan(EventCodec.newId());
    }

    @Test
    void refusesToWriteWhatEveryReaderWouldRefuse() {
        assertThatThrownBy(() -> codec.encode(topic, NoteWritten.of("not an id", 1), AT, null))
                .isInstanceOf(NotUnderstoodException.class)
                .hasMessageNotContaining("not an id");
        assertThatThrownBy(() -> codec.encode(topic, NoteWritten.of("n-1", -1), AT, null))
                .isInstanceOf(NotUnderstoodException.class);
        NoteWritten large = new NoteWritten("n-1", 1, "x".repeat(256 * 1024), AT);
        assertThatThrownBy(() -> codec.encode(topic, large, AT, null))
                .isInstanceOf(NotUnderstoodException.class)
                .hasMessageContaining("longer");
    }

    @Test
    void readsFieldsThatANewerProducerAdds() {
        assertThat(decode(written(
                        "n-1", "{'noteId':'n-1','number':1,'text':'','at':'2026-11-22T08:02:11Z','mood':{'a':1}}")))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "null",
                "[]",
                "{}",
                "{'noteId':'n-1','number':1,'text':''}",
                "{'noteId':'n-1','number':'one','text':'','at':'2026-11-22T08:02:11Z'}",
                "{'noteId':'n-1','number':1.5,'text':'','at':'2026-11-22T08:02:11Z'}",
                "{'noteId':'n-1','number':99999999999999999999,'text':'','at':'2026-11-22T08:02:11Z'}",
                "{'noteId':'n-1','number':1e999999999,'text':'','at':'2026-11-22T08:02:11Z'}",
                "{'noteId':'n-1','number':null,'text':'','at':'2026-11-22T08:02:11Z'}",
                "{'noteId':'n-1','number':1,'text':'','at':'yesterday'}",
                "{'noteId':'n-1','number':1,'text':'','at':'2026-11-22T08:02:11Z'} {}",
                "{'noteId':'n-1','noteId':'n-1','number':1,'text':'','at':'2026-11-22T08:02:11Z'}",
                "{'noteId':'n-2','number':1,'text':'','at':'2026-11-22T08:02:11Z'}",
            })
    @Timeout(5)
    void refusesAValueThatIsNotTheEventOfItsKey(String json) {
        assertNotUnderstood(written("n-1", json));
    }

    @Test
    void refusesTooLongAndTooDeep() {
        String start = "{'noteId':'n-1','number':1,'text':'','at':'2026-11-22T08:02:11Z','more':";
        assertThat(decode(written("n-1", start + "[".repeat(15) + "]".repeat(15) + "}")))
                .isPresent();
        assertNotUnderstood(written("n-1", start + "[".repeat(25) + "]".repeat(25) + "}"));
        assertNotUnderstood(written("n-1", start + "[".repeat(100_000) + "]".repeat(100_000) + "}"));
        assertNotUnderstood(written("n-1", start + "'" + "x".repeat(20_000) + "'}"));
        assertNotUnderstood(written("n-1", start + "0" + " ".repeat(300_000) + "}"));
    }

    @Test
    void refusesNoValueNoKeyAndNoCloudEvent() {
        ProducerRecord<String, byte[]> good = written("n-1", GOOD);
        assertThat(decode(good)).isPresent();
        assertNotUnderstood(new ProducerRecord<>("note.events", 0, "n-1", (byte[]) null, good.headers()));
        assertNotUnderstood(new ProducerRecord<>("note.events", 0, (String) null, good.value(), good.headers()));
        assertNotUnderstood(new ProducerRecord<>("note.events", 0, "n-1", good.value(), new RecordHeaders()));
        assertNotUnderstood(with("content-type", "application/cloudevents+json"));
        assertNotUnderstood(with("ce_specversion", "0.1"));
        assertNotUnderstood(with("ce_id", null));
        assertNotUnderstood(with("ce_time", "yesterday"));
        assertNotUnderstood(with("ce_source", "not a uri \\"));
        assertNotUnderstood(with("ce_id", ""));
        assertNotUnderstood(with("ce_id", "x".repeat(65)));
        assertNotUnderstood(with("ce_id", "$where"));
    }

    @Test
    void skipsANewerTypeOfItsNamespaceOnly() {
        assertThat(decode(with("ce_type", "io.rekey.note.NoteShared.v1"))).isEmpty();
        assertNotUnderstood(with("ce_type", "io.rekey.other.NoteShared.v1"));
        assertNotUnderstood(with("ce_type", "io.rekey.note.NoteWritten.v2"));
    }

    private static final String GOOD = "{'noteId':'n-1','number':1,'text':'','at':'2026-11-22T08:02:11Z'}";

    private ProducerRecord<String, byte[]> with(String header, String value) {
        ProducerRecord<String, byte[]> sent = written("n-1", GOOD);
        sent.headers().remove(header);
        sent.headers().add(header, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
        return sent;
    }

    private ProducerRecord<String, byte[]> written(String key, String json) {
        ProducerRecord<String, byte[]> proper = codec.toRecord(codec.encode(topic, NoteWritten.of("n-1", 1), AT, null));
        byte[] value = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>("note.events", 0, key, value, proper.headers());
    }

    private void assertNotUnderstood(ProducerRecord<String, byte[]> sent) {
        assertThatThrownBy(() -> decode(sent)).isInstanceOf(NotUnderstoodException.class);
    }

    private Optional<ReceivedEvent<NoteEvent>> decode(ProducerRecord<String, byte[]> sent) {
        Headers headers = new RecordHeaders(sent.headers());
        return codec.decode(
                topic,
                new ConsumerRecord<>(
                        "note.events",
                        0,
                        0L,
                        Duration.ZERO.toMillis(),
                        TimestampType.LOG_APPEND_TIME,
                        0,
                        0,
                        sent.key(),
                        sent.value(),
                        headers,
                        Optional.empty()));
    }

    private static String header(ProducerRecord<?, ?> sent, String name) {
        return new String(sent.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
