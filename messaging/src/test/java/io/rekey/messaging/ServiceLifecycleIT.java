package io.rekey.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekey.messaging.note.Databases;
import io.rekey.messaging.note.NoteService;
import io.rekey.messaging.note.NoteWritten;
import io.rekey.messaging.note.Recorder;
import io.rekey.messaging.note.Tap;
import io.rekey.testbackends.Backends;
import io.rekey.testbackends.StoppableKafka;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A service while its broker or its database is away. */
class ServiceLifecycleIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final StoppableKafka kafka = Backends.kafka();
    private final Tap tap = new Tap(kafka.bootstrapServers());
    private final String topic = NoteService.newTopic();
    private final String group = "reader-" + UUID.randomUUID();
    private final Recorder<NoteWritten> written = Recorder.ofWritten();

    @AfterEach
    void bringTheBrokerBack() {
        kafka.start();
    }

    @Test
    void startsWithoutABrokerAndDeliversEverythingWhenItComes() {
        kafka.stop();
        long begin = System.nanoTime();
        try (NoteService notes = plan(kafka.bootstrapServers()).start()) {
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
            for (int note = 0; note < 20; note++) {
                notes.write(NoteWritten.of("n-" + note, 0));
            }
            assertThat(notes.pending()).isEqualTo(20);
            kafka.start();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(written.notes()).hasSize(20));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(notes.pending()).isZero());
            assertThat(tap.topics()).containsEntry(topic, 12).containsEntry(topic + "." + group + ".dlt", 1);
        }
    }

    @Test
    void goesOnWhenTheBrokerIsAwayForAWhile() {
        try (NoteService notes = plan(kafka.bootstrapServers()).start()) {
            notes.write(NoteWritten.of("before", 0));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(written.notes()).contains("before"));
            kafka.stop();
            notes.write(NoteWritten.of("during", 0));
            kafka.start();
            notes.write(NoteWritten.of("after", 0));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(written.notes()).contains("during", "after"));
        }
    }

    @Test
    void goesOnWhenTheBrokerHasLostItsDisk() {
        try (NoteService notes = plan(kafka.bootstrapServers()).start()) {
            notes.write(NoteWritten.of("before", 0));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(written.notes()).contains("before"));
            kafka.startEmpty();
            notes.write(NoteWritten.of("after", 0));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(written.notes()).contains("after"));
        }
    }

    @Test
    void closesWithinTwoSecondsWithAndWithoutABroker() {
        assertThat(closing(() -> {})).as("with").isLessThan(Duration.ofSeconds(2));
        assertThat(closing(kafka::stop)).as("without").isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void closesWithinTwoSecondsWhenTheBrokerHasNeverBeenThere() {
        kafka.stop();
        NoteService notes = plan(kafka.bootstrapServers()).start();
        notes.write(NoteWritten.of("n-1", 0));
        assertThat(timed(notes::close)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void startsWhileTheVeryNameOfTheBrokerIsUnknown() {
        try (NoteService notes = plan("nowhere.invalid:9092").start()) {
            notes.write(NoteWritten.of("n-1", 0));
            assertThat(notes.pending()).isOne();
        }
    }

    @Test
    void startsWithoutADatabase() {
        NoteService notes = NoteService.on(topic, kafka.bootstrapServers(), "mongodb://127.0.0.1:1/notes")
                .reading(group, written)
                .start();
        assertThat(timed(notes::close)).isLessThan(Duration.ofSeconds(2));
    }

    private Duration closing(Runnable before) {
        NoteService notes = plan(kafka.bootstrapServers()).start();
        notes.write(NoteWritten.of("before", 0));
        await().atMost(PATIENCE).until(() -> notes.pending() == 0);
        before.run();
        notes.write(NoteWritten.of("last", 0));
        return timed(notes::close);
    }

    private static Duration timed(Runnable action) {
        long begin = System.nanoTime();
        action.run();
        Duration taken = Duration.ofNanos(System.nanoTime() - begin);
        System.out.println("took " + taken.toMillis() + " ms");
        return taken;
    }

    private NoteService.Plan plan(String bootstrapServers) {
        return NoteService.on(topic, bootstrapServers, Databases.freshUri()).reading(group, written);
    }
}
