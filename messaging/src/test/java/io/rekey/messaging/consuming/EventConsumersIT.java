package io.rekey.messaging.consuming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.tracing.Tracer;
import io.rekey.messaging.note.Databases;
import io.rekey.messaging.note.NoteErased;
import io.rekey.messaging.note.NoteService;
import io.rekey.messaging.note.NoteWritten;
import io.rekey.messaging.note.Recorder;
import io.rekey.messaging.note.Tap;
import io.rekey.testbackends.Backends;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class EventConsumersIT {

    private final Tap tap = new Tap(Backends.kafkaBootstrapServers());
    private final String topic = NoteService.newTopic();
    private final String group = "reader-" + UUID.randomUUID();
    private final String deadLetters = topic + "." + group + ".dlt";

    @Test
    void givesEachHandlerItsKindOfEventAndCommits() {
        Recorder<NoteWritten> written = Recorder.ofWritten();
        Recorder<NoteWritten> alsoWritten = Recorder.ofWritten();
        Recorder<NoteErased> erased = new Recorder<>(NoteErased.class, event -> {});
        try (NoteService notes =
                plan().reading(group, written, alsoWritten, erased).start()) {
            notes.write(NoteWritten.of("n-1", 1));
            await().untilAsserted(() -> assertThat(written.notes()).containsExactly("n-1"));
            assertThat(written.handled().getFirst().id())
                    .isEqualTo(Tap.header(tap.read(topic, 1).getFirst(), "ce_id"));
            await().untilAsserted(() -> assertThat(tap.committed(group)).isOne());
            assertThat(alsoWritten.notes()).containsExactly("n-1");
            assertThat(erased.handled()).isEmpty();
        }
    }

    @Test
    void retriesPassingTroubleWithoutEndAndKeepsTheOffset() {
        AtomicBoolean databaseAway = new AtomicBoolean(true);
        Recorder<NoteWritten> written = Recorder.ofWritten(event -> {
            if (databaseAway.get()) {
                throw new DataAccessResourceFailureException("away");
            }
        });
        try (NoteService notes = plan().reading(group, written).start()) {
            notes.write(NoteWritten.of("n-1", 1));
            await().until(() -> written.attempts("n-1") >= 5);
            assertThat(written.handled()).isEmpty();
            assertThat(tap.committed(group)).isZero();
            databaseAway.set(false);
            await().untilAsserted(() -> assertThat(written.notes()).containsExactly("n-1"));
            await().untilAsserted(() -> assertThat(tap.committed(group)).isOne());
            assertThat(tap.readUntil(deadLetters, records -> true)).isEmpty();
        }
    }

    @Test
    void holdsUpOnlyThePartitionOfWhatCannotBeHandledYet() {
        AtomicBoolean away = new AtomicBoolean(true);
        Recorder<NoteWritten> written = Recorder.ofWritten(event -> {
            if (away.get() && event.noteId().equals("n-0")) {
                throw new DataAccessResourceFailureException("away");
            }
        });
        tap.createTopic(topic, 12);
        try (NoteService notes = plan().reading(group, written).start()) {
            for (int note = 0; note < 60; note++) {
                notes.write(NoteWritten.of("n-" + note, 0));
            }
            await().untilAsserted(() -> assertThat(written.notes()).hasSizeGreaterThan(40));
            await().until(() -> written.attempts("n-0") >= 3);
            notes.write(NoteWritten.of("n-60", 0));
            assertThat(written.notes()).doesNotContain("n-0");
            away.set(false);
            await().untilAsserted(() -> assertThat(written.notes()).hasSize(61).contains("n-0"));
            await().untilAsserted(() -> assertThat(tap.committed(group)).isEqualTo(61));
            assertThat(tap.readUntil(deadLetters, records -> true)).isEmpty();
        }
    }

    @Test
    void deliversAgainAfterARestartWhatWasNotFinished() {
        Recorder<NoteWritten> failing = Recorder.ofWritten(event -> {
            throw new DataAccessResourceFailureException("away");
        });
        String mongoUri = Databases.freshUri();
        try (NoteService notes = on(mongoUri).reading(group, failing).start()) {
            notes.write(NoteWritten.of("n-1", 1));
            await().until(() -> failing.attempts("n-1") >= 1);
        }
        Recorder<NoteWritten> written = Recorder.ofWritten();
        try (NoteService notes = on(mongoUri).reading(group, written).start()) {
            await().untilAsserted(() -> assertThat(written.notes()).containsExactly("n-1"));
            assertThat(notes.pending()).isZero();
        }
    }

    @Test
    void continuesTheTraceOfTheRequestThatCausedTheEvent() {
        AtomicReference<Tracer> tracer = new AtomicReference<>();
        AtomicReference<String> seen = new AtomicReference<>();
        Recorder<NoteWritten> written = Recorder.ofWritten(event -> seen.set(
                Objects.requireNonNull(tracer.get().currentSpan()).context().traceId()));
        try (NoteService notes = plan().reading(group, written).start()) {
            tracer.set(notes.bean(Tracer.class));
            var span = tracer.get().startScopedSpan("request");
            notes.write(NoteWritten.of("n-1", 1));
            span.end();
            await().untilAsserted(() -> assertThat(written.notes()).containsExactly("n-1"));
            assertThat(seen.get()).isEqualTo(span.context().traceId());
        }
    }

    @Test
    void readsWithAsManyThreadsAsConfigured() {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        Recorder<NoteWritten> written =
                Recorder.ofWritten(event -> threads.add(Thread.currentThread().getName()));
        tap.createTopic(topic, 12);
        try (NoteService notes = plan().with("rekey.messaging.consumers-per-topic=3")
                .reading(group, written)
                .start()) {
            await().until(() -> tap.members(group) == 3);
            // Three members may still be sharing out the partitions: what comes meanwhile is one thread's.
            await().untilAsserted(() -> {
                for (int note = 0; note < 24; note++) {
                    notes.write(NoteWritten.of("n-" + UUID.randomUUID(), 0));
                }
                assertThat(threads).hasSize(3);
            });
            assertThat(notes.bean(EventConsumers.class).areAlive()).isTrue();
        }
    }

    private NoteService.Plan plan() {
        return on(Databases.freshUri());
    }

    private NoteService.Plan on(String mongoUri) {
        return NoteService.on(topic, tap.bootstrapServers(), mongoUri);
    }
}
