package io.rekey.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekey.messaging.note.Databases;
import io.rekey.messaging.note.NoteService;
import io.rekey.messaging.note.NoteWritten;
import io.rekey.messaging.note.Tap;
import io.rekey.testbackends.Backends;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class OutboxRelayIT {

    private final String kafka = Backends.kafkaBootstrapServers();
    private final Tap tap = new Tap(kafka);
    private final String topic = NoteService.newTopic();
    private final String mongoUri = Databases.freshUri();

    @Test
    void sendsAnEventSoonAfterTheNudgeAndEmptiesTheOutbox() {
        try (NoteService notes = plan().with("rekey.messaging.poll-interval=1h").start()) {
            notes.write(NoteWritten.of("warm-up", 0));
            tap.read(topic, 1);
            long begin = System.nanoTime();
            notes.write(NoteWritten.of("n-1", 7));
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).until(() -> notes.pending() == 0);
            Duration taken = Duration.ofNanos(System.nanoTime() - begin);
            System.out.println("relayed in " + taken.toMillis() + " ms");
            assertThat(taken).isLessThan(Duration.ofSeconds(2));
            ConsumerRecord<String, byte[]> received = tap.read(topic, 2).stream()
                    .filter(each -> each.key().equals("n-1"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Tap.header(received, "ce_type")).isEqualTo("io.rekey.note.NoteWritten.v1");
            assertThat(Tap.header(received, "ce_subject")).isEqualTo("n-1");
            assertThat(Tap.text(received)).contains("\"number\":7");
            assertThat(notes.waiting("n-1")).isEmpty();
        }
    }

    @Test
    void findsByItselfWhatNobodyNudgedItFor() {
        try (NoteService notes =
                plan().with("rekey.messaging.poll-interval=100ms").start()) {
            Document note = notes.outbox().attach(new Document("_id", "n-1"), NoteWritten.of("n-1", 1));
            notes.mongo().getCollection(NoteService.NOTES).insertOne(note);
            assertThat(tap.read(topic, 1)).hasSize(1);
        }
    }

    @Test
    void createsItsTopicWithTwelvePartitionsAndNoCompaction() {
        try (NoteService notes = plan().start()) {
            await().untilAsserted(() -> assertThat(tap.topics()).containsEntry(topic, 12));
        }
    }

    @Test
    void keepsTheOrderOfADocument() {
        try (NoteService notes = plan().start()) {
            for (int write = 0; write < 50; write++) {
                notes.writeAll(List.of(NoteWritten.of("n-1", 2 * write), NoteWritten.of("n-1", 2 * write + 1)));
            }
            assertThat(numbersByNote(tap.read(topic, 100)).get("n-1"))
                    .containsExactlyElementsOf(LongStream.range(0, 100).boxed().toList());
        }
    }

    /** Several writers, few documents, the relay at work all the time. */
    @Test
    void losesNothingThatIsAppendedWhileItRelays() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        int writers = 8;
        int writesEach = 500;
        List<ReentrantLock> locks =
                IntStream.range(0, 20).mapToObj(i -> new ReentrantLock()).toList();
        long[] next = new long[locks.size()];
        try (NoteService notes = plan().start();
                ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Future<?>> ends = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                Random random = new Random(seed + writer);
                ends.add(threads.submit(() -> {
                    for (int write = 0; write < writesEach; write++) {
                        int note = random.nextInt(locks.size());
                        locks.get(note).lock(); // so that the numbers rise in the order of the writes
                        try {
                            notes.write(NoteWritten.of("n-" + note, next[note]++));
                        } finally {
                            locks.get(note).unlock();
                        }
                    }
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
            List<ConsumerRecord<String, byte[]>> received = tap.read(topic, writers * writesEach);
            numbersByNote(received)
                    .forEach((note, numbers) -> assertThat(numbers)
                            .as(note)
                            .containsExactlyElementsOf(LongStream.range(0, next[Integer.parseInt(note.substring(2))])
                                    .boxed()
                                    .toList()));
            assertThat(received).hasSize(writers * writesEach);
            await().untilAsserted(() -> assertThat(notes.pending()).isZero());
        }
    }

    @Test
    void worksInOneInstanceAtATimeAndGoesOnInTheOther() {
        try (NoteService second = withTwo()) {
            second.write(NoteWritten.of("after", 0));
            assertThat(tap.readUntil(topic, records -> records.size() > 200)).hasSize(201);
        }
    }

    /** The second of two instances; the first has relayed together with it and is closed. */
    private NoteService withTwo() {
        NoteService first = plan().start();
        NoteService second = plan().start();
        for (int number = 0; number < 100; number++) {
            first.write(NoteWritten.of("one", number));
            second.write(NoteWritten.of("two", number));
        }
        assertThat(tap.read(topic, 200))
                .as("nothing twice, so only one was at work")
                .hasSize(200);
        first.close();
        return second;
    }

    @Test
    void takesOverFromADeadInstanceWhenItsLeaseRunsOut() {
        try (NoteService notes = plan().start()) {
            await().until(() -> notes.mongo().getCollection("leases").countDocuments() == 1);
        }
        var mongo = Databases.at(mongoUri);
        Instant until = Instant.now().plusSeconds(2);
        mongo.getCollection("leases")
                .insertOne(new Document("_id", "relay").append("owner", "dead").append("until", Date.from(until)));
        try (NoteService notes = plan().start()) {
            notes.write(NoteWritten.of("n-1", 0));
            assertThat(tap.read(topic, 1)).hasSize(1);
            assertThat(Instant.now()).isAfter(until);
        }
    }

    @Test
    void sendsTraceContextAsItWasStored() {
        try (NoteService notes = plan().start()) {
            var tracer = notes.bean(io.micrometer.tracing.Tracer.class);
            var span = tracer.startScopedSpan("request");
            notes.write(NoteWritten.of("n-1", 1));
            span.end();
            notes.write(NoteWritten.of("n-2", 1));
            Map<String, String> traces = new HashMap<>();
            tap.read(topic, 2).forEach(each -> traces.put(each.key(), Tap.header(each, "traceparent")));
            assertThat(traces)
                    .containsEntry(
                            "n-1",
                            "00-" + span.context().traceId() + "-"
                                    + span.context().spanId() + "-01")
                    .containsEntry("n-2", null);
        }
    }

    private NoteService.Plan plan() {
        return NoteService.on(topic, kafka, mongoUri);
    }

    /** The numbers per note in the order in which they came, each once. */
    private static Map<String, Set<Long>> numbersByNote(List<ConsumerRecord<String, byte[]>> records) {
        Map<String, Set<Long>> numbers = new HashMap<>();
        records.forEach(each -> numbers.computeIfAbsent(each.key(), key -> new LinkedHashSet<>())
                .add(Document.parse(Tap.text(each)).getInteger("number").longValue()));
        return numbers;
    }
}
