package io.rekey.messaging.consuming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekey.messaging.note.Databases;
import io.rekey.messaging.note.Letters;
import io.rekey.messaging.note.NoteService;
import io.rekey.messaging.note.NoteWritten;
import io.rekey.messaging.note.Recorder;
import io.rekey.messaging.note.Tap;
import io.rekey.testbackends.Backends;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLettersIT {

    private static final String SECRET = "a-secret-in-the-exception";

    private final Tap tap = new Tap(Backends.kafkaBootstrapServers());
    private final String topic = NoteService.newTopic();
    private final String group = "reader-" + UUID.randomUUID();
    private final String deadLetters = topic + "." + group + ".dlt";
    private final Letters letters = new Letters(topic);

    /** One partition, so that what comes behind a poison record has to wait for it. */
    @BeforeEach
    void onePartition() {
        tap.createTopic(topic, 1);
    }

    @Test
    void putsAsideWhatCanNeverBeUnderstoodAndMovesOnWithinTwoSeconds() {
        Recorder<NoteWritten> written = Recorder.ofWritten();
        try (NoteService notes = plan().reading(group, written).start()) {
            deliver(written, letters.good("warm-up"), "warm-up-2");
            poison().forEach((reason, record) -> {
                long begin = System.nanoTime();
                deliver(written, record, "behind-" + Math.abs(reason.hashCode()));
                assertThat(Duration.ofNanos(System.nanoTime() - begin))
                        .as(reason)
                        .isLessThan(Duration.ofSeconds(2));
            });
            List<ConsumerRecord<String, byte[]>> dead = tap.read(deadLetters, poison().size());
            assertThat(dead)
                    .extracting(each -> Tap.header(each, "rekey-dead-letter-reason"))
                    .containsExactlyElementsOf(poison().keySet().stream()
                            .map(each -> each.replaceFirst(" #.*", ""))
                            .toList());
            assertThat(notes.counted("rekey.events.dead")).isEqualTo(poison().size());
            assertThat(written.notes()).doesNotContain("n-1");
            assertThat(tap.committed(group)).isEqualTo(2 + 2L * poison().size());
        }
    }

    private Map<String, ProducerRecord<String, byte[]>> poison() {
        String type = "io.rekey.note.NoteWritten.v1";
        Map<String, ProducerRecord<String, byte[]>> poison = new LinkedHashMap<>();
        poison.put("no value", letters.withoutValue());
        poison.put("not a CloudEvent", letters.withoutHeaders());
        poison.put("value is not a " + type, letters.withValue(value -> "no json"));
        poison.put("unknown event type #foreign", letters.withType("io.rekey.other.NoteWritten.v1"));
        poison.put("unknown event type #version", letters.withType("io.rekey.note.NoteWritten.v2"));
        poison.put(
                "value breaks the schema of " + type + " at  (required)",
                letters.withValue(value -> value.replace("number", "nomber")));
        poison.put("the record's key is not the event's", letters.withKey("n-2"));
        poison.put("value is longer than 262144 bytes", letters.withValue(value -> value + " ".repeat(262_144)));
        poison.put(
                "value is not a " + type + " #deep",
                letters.withValue(value -> value.replace("{", "{\"x\":" + "[".repeat(50) + "]".repeat(50) + ",")));
        return poison;
    }

    @Test
    void keepsTheRecordAsItWasAndSaysWhereItCameFrom() {
        Recorder<NoteWritten> written = Recorder.ofWritten();
        try (NoteService notes = plan().reading(group, written).start()) {
            ProducerRecord<String, byte[]> sent = letters.withKey("n-2");
            sent.headers()
                    .add(
                            "traceparent",
                            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
                                    .getBytes(StandardCharsets.US_ASCII));
            deliver(written, sent, "behind");
            ConsumerRecord<String, byte[]> dead = tap.read(deadLetters, 1).getFirst();
            assertThat(dead.key()).isEqualTo("n-2");
            assertThat(dead.value()).isEqualTo(sent.value());
            sent.headers()
                    .forEach(header -> assertThat(Tap.header(dead, header.key()))
                            .as(header.key())
                            .isEqualTo(new String(header.value(), StandardCharsets.UTF_8)));
            assertThat(Tap.header(dead, "rekey-dead-letter-topic")).isEqualTo(topic);
            assertThat(Tap.header(dead, "rekey-dead-letter-partition")).isEqualTo("0");
            assertThat(Tap.header(dead, "rekey-dead-letter-offset")).isEqualTo("0");
            assertThat(notes.counted("rekey.events.dead")).isOne();
        }
    }

    @Test
    void skipsAndCountsANewerTypeOfItsOwnNamespace() {
        Recorder<NoteWritten> written = Recorder.ofWritten();
        try (NoteService notes = plan().reading(group, written).start()) {
            deliver(written, letters.withType("io.rekey.note.NoteShared.v1"), "behind");
            deliver(written, letters.erased("nobody-cares"), "behind-2");
            assertThat(notes.counted("rekey.events.skipped")).isOne();
            assertThat(notes.counted("rekey.events.dead")).isZero();
            assertThat(tap.readUntil(deadLetters, records -> true)).isEmpty();
        }
    }

    @Test
    void triesThreeTimesWhatAHandlerIsBrokenFor() {
        brokenHandler("NullPointerException", event -> {
            throw new NullPointerException(SECRET);
        });
    }

    @Test
    void survivesAHandlerThatDiesOfAnError() {
        brokenHandler("HandlerDefectException", event -> {
            throw new StackOverflowError(SECRET);
        });
    }

    private void brokenHandler(String reason, Consumer<NoteWritten> defect) {
        Recorder<NoteWritten> written = Recorder.ofWritten(event -> {
            if (event.noteId().equals("n-1")) {
                defect.accept(event);
            }
        });
        try (NoteService notes = plan().reading(group, written).start()) {
            deliver(written, letters.good("warm-up"), "warm-up-2");
            long begin = System.nanoTime();
            deliver(written, letters.good("n-1"), "behind");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
            assertThat(written.attempts("n-1")).isEqualTo(3);
            ConsumerRecord<String, byte[]> dead = tap.read(deadLetters, 1).getFirst();
            assertThat(Tap.header(dead, "rekey-dead-letter-reason")).isEqualTo(reason);
            assertThat(allHeaders(dead)).doesNotContain(SECRET).doesNotContain("\tat ");
            assertThat(notes.bean(EventConsumers.class).areAlive()).isTrue();
        }
    }

    @Test
    void staysWhereItIsWhileTheDeadLetterCannotBeWritten() {
        Recorder<NoteWritten> written = Recorder.ofWritten();
        String unwritable = "no topic can be named so"; // because of the blanks
        try (NoteService notes = plan().reading(unwritable, written).start()) {
            deliver(written, letters.good("before"), "before-2");
            tap.send(letters.withKey("n-2"));
            tap.send(letters.good("behind"));
            await().during(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(written.notes()).containsExactly("before", "before-2"));
            assertThat(tap.committed(unwritable)).isEqualTo(2);
            assertThat(notes.bean(EventConsumers.class).areAlive()).isTrue();
            assertThat(notes.counted("rekey.events.dead")).isZero();
        }
    }

    /** Sends a record and a good one behind it, and returns when the good one is handled. */
    private void deliver(Recorder<NoteWritten> handler, ProducerRecord<String, byte[]> record, String behind) {
        tap.send(record, letters.good(behind));
        await().pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(handler.notes()).contains(behind));
    }

    private static String allHeaders(ConsumerRecord<?, ?> received) {
        return StreamSupport.stream(received.headers().spliterator(), false)
                .map(header -> header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8))
                .toList()
                .toString();
    }

    private NoteService.Plan plan() {
        return NoteService.on(topic, tap.bootstrapServers(), Databases.freshUri());
    }
}
