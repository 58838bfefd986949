package io.rekey.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.tracing.Tracer;
import io.rekey.messaging.event.EventCodec;
import io.rekey.messaging.note.Databases;
import io.rekey.messaging.note.NoteEvent;
import io.rekey.messaging.note.NoteWritten;
import java.time.Clock;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

class PendingOutboxesIT {

    private final MongoTemplate mongo = Databases.fresh();
    private final Outbox<NoteEvent> outbox =
            new OutboxFactory(new EventCodec(), Clock.systemUTC(), Tracer.NOOP).outbox(NoteEvent.topic("note.events"));
    private final PendingOutboxes pending = new PendingOutboxes(mongo, new OutboxCollection("notes"));

    @BeforeEach
    void index() {
        pending.ensureIndex();
        pending.ensureIndex();
    }

    @Test
    void findsOnlyWhatWaits() {
        mongo.getCollection("notes").insertOne(new Document("_id", "quiet").append("outbox", List.of()));
        write("n-1", 0);
        assertThat(pending.next()).extracting(WaitingOutbox::documentId).containsExactly("n-1");
    }

    @Test
    void emptiesWhatWasSent() {
        write("n-1", 0);
        write("n-2", 0);
        pending.remove(pending.next());
        assertThat(pending.next()).isEmpty();
        assertThat(numbers("n-1")).isEmpty();
    }

    @Test
    void keepsWhatWasAddedWhileItWasSent() {
        write("n-1", 0);
        write("n-2", 0);
        List<WaitingOutbox> sent = pending.next();
        write("n-1", 1);
        pending.remove(sent);
        assertThat(numbers("n-1")).containsExactly(1);
        assertThat(numbers("n-2")).isEmpty();
        pending.remove(pending.next());
        assertThat(numbers("n-1")).isEmpty();
        assertThat(pending.next()).isEmpty();
    }

    @Test
    void keepsWhatReplacedTheSentWhileAnotherRelayWasAtWork() {
        write("n-1", 0);
        List<WaitingOutbox> sent = pending.next();
        pending.remove(pending.next());
        write("n-1", 1);
        pending.remove(sent);
        assertThat(numbers("n-1")).containsExactly(1);
    }

    @Test
    void keepsWhatTheBrokerDidNotTake() {
        write("n-1", 0);
        write("n-1", 1);
        write("n-2", 0);
        List<WaitingOutbox> read = pending.next();
        pending.remove(List.of(read.get(0).first(1), read.get(1).first(0)));
        assertThat(numbers("n-1")).containsExactly(1);
        assertThat(numbers("n-2")).containsExactly(0);
        assertThat(pending.next()).hasSize(2);
    }

    private void write(String noteId, int number) {
        mongo.upsert(
                Query.query(Criteria.where("_id").is(noteId)),
                outbox.append(new Update(), NoteWritten.of(noteId, number)),
                "notes");
    }

    private List<Integer> numbers(String noteId) {
        return mongo.findById(noteId, Document.class, "notes").getList("outbox", Document.class).stream()
                .map(entry -> Document.parse(entry.getString("data")).getInteger("number"))
                .toList();
    }
}
