package io.rekey.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekey.messaging.event.EncodedEvent;
import io.rekey.messaging.note.Databases;
import io.rekey.messaging.note.NoteService;
import io.rekey.messaging.note.NoteWritten;
import io.rekey.messaging.note.Tap;
import io.rekey.testbackends.Backends;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.index.IndexInfo;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

/** One service may have outboxes in several collections, all for the same topic. */
class OutboxCollectionsIT {

    private static final List<String> COLLECTIONS = List.of(NoteService.NOTES, "drafts", "archive", "lists");

    private final String kafka = Backends.kafkaBootstrapServers();
    private final Tap tap = new Tap(kafka);
    private final String topic = NoteService.newTopic();
    private final String mongoUri = Databases.freshUri();

    @Test
    void relaysEveryCollectionAfterOneNudge() {
        try (NoteService notes = plan().with("rekey.messaging.poll-interval=1h").start()) {
            notes.write(NoteWritten.of("warm-up", 0));
            tap.read(topic, 1);
            COLLECTIONS.forEach(collection -> append(notes, collection, "in-" + collection, 0));
            assertThat(COLLECTIONS)
                    .allSatisfy(each -> assertThat(pending(notes, each)).isOne());
            notes.outbox().nudge();
            assertThat(numbersByNote(COLLECTIONS.size() + 1))
                    .containsOnlyKeys("warm-up", "in-notes", "in-drafts", "in-archive", "in-lists");
            awaitNothingPending(notes);
        }
    }

    @Test
    void keepsTheOrderOfADocumentInEachCollection() {
        int writes = 60;
        try (NoteService notes = plan().start()) {
            for (int write = 0; write < writes; write++) {
                for (String collection : COLLECTIONS) {
                    append(notes, collection, "in-" + collection, 2 * write, 2 * write + 1);
                }
                notes.outbox().nudge();
            }
            Map<String, List<Long>> numbers = numbersByNote(2 * writes * COLLECTIONS.size());
            assertThat(numbers).hasSize(COLLECTIONS.size());
            numbers.forEach((note, received) -> assertThat(received)
                    .as(note)
                    .containsExactlyElementsOf(
                            LongStream.range(0, 2 * writes).boxed().toList()));
            awaitNothingPending(notes);
        }
    }

    @Test
    void needsOneLeaseForAllAndFindsWhatWaitsByAnIndexOfEach() {
        try (NoteService notes = plan().start()) {
            append(notes, "lists", "n-1", 0);
            tap.read(topic, 1);
            assertThat(notes.mongo().getCollection("leases").countDocuments()).isOne();
            assertThat(COLLECTIONS)
                    .allSatisfy(each -> assertThat(notes.mongo().indexOps(each).getIndexInfo())
                            .extracting(IndexInfo::getName)
                            .contains("pending"));
        }
    }

    /** In each collection, so that it does not matter which of them comes first. */
    @Test
    void holdsUpNoCollectionForWhatCannotBeSentInAnother() {
        try (NoteService notes = plan().start()) {
            for (String collection : COLLECTIONS) {
                notes.append(collection, "stuck", List.of(unsendable(notes)));
                append(notes, collection, "in-" + collection, 0);
            }
            assertThat(numbersByNote(COLLECTIONS.size()))
                    .containsOnlyKeys("in-notes", "in-drafts", "in-archive", "in-lists");
            await().untilAsserted(() -> assertThat(COLLECTIONS)
                    .allSatisfy(each -> assertThat(pending(notes, each)).isOne()));
        }
    }

    /** In one partition, so that the offsets say what came first. */
    @Test
    void doesNotLetOneWaitUntilAllOfAnotherIsSent() {
        int many = 600; // three batches
        tap.createTopic(topic, 1);
        try (NoteService notes = plan().with("rekey.messaging.poll-interval=1h").start()) {
            IntStream.range(0, many).forEach(number -> append(notes, "drafts", "d-" + number, 0));
            append(notes, NoteService.NOTES, "in-notes", 0);
            notes.outbox().nudge();
            List<ConsumerRecord<String, byte[]>> received = tap.read(topic, many + 1);
            assertThat(received).hasSize(many + 1);
            assertThat(received.subList(0, many / 2))
                    .extracting(ConsumerRecord::key)
                    .contains("in-notes");
        }
    }

    private static EncodedEvent unsendable(NoteService notes) {
        EncodedEvent sound = notes.outbox().entry(NoteWritten.of("stuck", 0));
        return new EncodedEvent(
                sound.id(),
                "no topic can be named so",
                sound.key(),
                sound.type(),
                sound.source(),
                sound.at(),
                sound.data(),
                null);
    }

    private static void append(NoteService notes, String collection, String noteId, int... numbers) {
        List<EncodedEvent> entries = IntStream.of(numbers)
                .mapToObj(number -> notes.outbox().entry(NoteWritten.of(noteId, number)))
                .toList();
        notes.append(collection, noteId, entries);
    }

    private static long pending(NoteService notes, String collection) {
        return notes.mongo().count(Query.query(Criteria.where("pending").is(true)), collection);
    }

    private static void awaitNothingPending(NoteService notes) {
        await().untilAsserted(() -> assertThat(COLLECTIONS)
                .allSatisfy(each -> assertThat(pending(notes, each)).isZero()));
    }

    /** The numbers per note as they came, repetitions included. */
    private Map<String, List<Long>> numbersByNote(int expected) {
        Map<String, List<Long>> numbers = new HashMap<>();
        tap.read(topic, expected)
                .forEach(each -> numbers.computeIfAbsent(each.key(), key -> new ArrayList<>())
                        .add(Document.parse(Tap.text(each)).getInteger("number").longValue()));
        return numbers;
    }

    private NoteService.Plan plan() {
        return NoteService.on(topic, kafka, mongoUri).alsoWriting("drafts", "archive", "lists");
    }
}
