package io.rekey.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClients;
import io.micrometer.tracing.Tracer;
import io.rekey.messaging.event.EventCodec;
import io.rekey.messaging.note.Databases;
import io.rekey.messaging.note.NoteEvent;
import io.rekey.messaging.note.NoteService;
import io.rekey.messaging.note.NoteWritten;
import io.rekey.messaging.note.Tap;
import io.rekey.testbackends.Backends;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.data.mongodb.core.BulkOperations;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/** The relay dies after the broker has taken an event and before the outbox knows; and other trouble on its way. */
class RelayCrashIT {

    private final Tap tap = new Tap(Backends.kafkaBootstrapServers());
    private final String topic = NoteService.newTopic();
    private final AtomicBoolean dieBeforeRemove = new AtomicBoolean();
    private final MongoTemplate mongo = mortal(Databases.freshUri());
    private final OutboxFactory outboxes = new OutboxFactory(new EventCodec(), Clock.systemUTC(), Tracer.NOOP);
    private final Outbox<NoteEvent> outbox = outboxes.outbox(NoteEvent.topic(topic));
    private final DefaultKafkaProducerFactory<String, byte[]> producers = new DefaultKafkaProducerFactory<>(
            Map.of("bootstrap.servers", tap.bootstrapServers()), new StringSerializer(), new ByteArraySerializer());
    private final SmartLifecycle relay = outboxes.relay(
            List.of(new OutboxCollection("notes")),
            mongo,
            new KafkaTemplate<>(producers),
            Duration.ofMillis(100),
            Duration.ofSeconds(10));

    @AfterEach
    void stop() {
        relay.stop();
        producers.destroy();
    }

    @Test
    void sendsAgainUnderTheSameIdAfterDyingBetweenPublishAndRemove() {
        tap.createTopic(topic, 1);
        dieBeforeRemove.set(true);
        write(NoteWritten.of("n-1", 0));
        relay.start();
        List<ConsumerRecord<String, byte[]>> twice = tap.read(topic, 2);
        assertThat(twice)
                .hasSize(2)
                .extracting(each -> Tap.header(each, "ce_id"))
                .containsOnly(idOf(twice.getFirst()));
        await().untilAsserted(() -> assertThat(pending()).isZero());
        write(NoteWritten.of("n-1", 1));
        assertThat(tap.read(topic, 3)).hasSize(3);
    }

    @Test
    void goesOnWithOtherOutboxesWhenOneHoldsWhatCannotBeSent() {
        tap.createTopic(topic, 1);
        Document broken = outbox.entry(NoteWritten.of("broken", 0)).toDocument().append("source", "not a uri \\");
        mongo.getCollection("notes")
                .insertOne(new Document("_id", "broken")
                        .append("outbox", List.of(broken))
                        .append("pending", true));
        write(NoteWritten.of("n-1", 0));
        relay.start();
        assertThat(tap.read(topic, 1)).extracting(ConsumerRecord::key).containsExactly("n-1");
        await().untilAsserted(() -> assertThat(pending()).isOne());
        write(NoteWritten.of("n-1", 1));
        assertThat(tap.read(topic, 2)).hasSize(2);
        assertThat(relay.isRunning()).isTrue();
    }

    @Test
    void waitsForATopicThatIsNotThereYet() {
        write(NoteWritten.of("n-1", 0));
        relay.start();
        await().pollDelay(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(pending()).isOne());
        tap.createTopic(topic, 1);
        assertThat(tap.read(topic, 1)).hasSize(1);
        await().untilAsserted(() -> assertThat(pending()).isZero());
    }

    private void write(NoteWritten event) {
        Query query = Query.query(Criteria.where("_id").is(event.noteId()));
        mongo.upsert(query, outbox.append(new Update(), event), "notes");
        outbox.nudge();
    }

    private long pending() {
        return mongo.count(Query.query(Criteria.where("pending").is(true)), "notes");
    }

    private static String idOf(ConsumerRecord<?, ?> received) {
        return Tap.header(received, "ce_id");
    }

    private MongoTemplate mortal(String address) {
        ConnectionString uri = new ConnectionString(address);
        return new MongoTemplate(MongoClients.create(uri), uri.getDatabase()) {
            @Override
            public BulkOperations bulkOps(BulkOperations.BulkMode mode, String collection) {
                if (dieBeforeRemove.getAndSet(false)) {
                    throw new DataAccessResourceFailureException("died");
                }
                return super.bulkOps(mode, collection);
            }
        };
    }
}
