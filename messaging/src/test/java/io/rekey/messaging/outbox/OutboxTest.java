package io.rekey.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.tracing.Tracer;
import io.rekey.messaging.event.EncodedEvent;
import io.rekey.messaging.event.EventCodec;
import io.rekey.messaging.note.Databases;
import io.rekey.messaging.note.NoteEvent;
import io.rekey.messaging.note.NoteWritten;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

class OutboxTest {

    private static final Instant NOW = Instant.parse("2026-11-22T08:02:11.417Z");

    private final Outbox<NoteEvent> outbox = new OutboxFactory(
                    new EventCodec(), Clock.fixed(NOW, ZoneOffset.UTC), Tracer.NOOP)
            .outbox(NoteEvent.topic("note.events"));

    @Test
    void appendsBehindWhatIsWaitingInTheWriteOfTheChangeItself() {
        MongoTemplate mongo = Databases.fresh();
        mongo.getCollection("notes").insertOne(outbox.attach(new Document("_id", "n-1"), NoteWritten.of("n-1", 0)));
        mongo.updateFirst(
                Query.query(Criteria.where("_id").is("n-1")),
                outbox.append(new Update().set("text", "new"), NoteWritten.of("n-1", 1)),
                "notes");
        Document note = mongo.findById("n-1", Document.class, "notes");
        assertThat(note.getString("text")).isEqualTo("new");
        assertThat(note.getBoolean("pending")).isTrue();
        assertThat(note.getList("outbox", Document.class))
                .extracting(EncodedEvent::from)
                .extracting(entry -> entry.data().contains("\"number\":0"), EncodedEvent::at)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(true, NOW),
                        org.assertj.core.groups.Tuple.tuple(false, NOW));
    }

    @Test
    void refusesASecondAppendThatWouldReplaceTheFirst() {
        Update update = outbox.append(new Update(), NoteWritten.of("n-1", 0));
        assertThatThrownBy(() -> outbox.append(update, NoteWritten.of("n-1", 1)))
                .isInstanceOf(IllegalStateException.class);
        Update both = outbox.append(
                new Update().push("history", "x"),
                List.of(outbox.entry(NoteWritten.of("n-1", 0)), outbox.entry(NoteWritten.of("n-1", 1))));
        assertThat(both.getUpdateObject().get("$push", Document.class)).containsOnlyKeys("history", "outbox");
    }
}
