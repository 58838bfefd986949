package io.rekey.messaging.outbox;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.messaging.event.EncodedEvent;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.BulkOperations;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** The documents of one collection whose outbox is not empty. */
final class PendingOutboxes {

    private static final int BATCH = 200;

    private final MongoOperations mongo;
    private final String collection;

    PendingOutboxes(MongoOperations mongo, OutboxCollection collection) {
        this.mongo = mongo;
        this.collection = collection.name();
    }

    void ensureIndex() {
        mongo.indexOps(collection)
                .createIndex(new Index(Outbox.PENDING, Direction.ASC)
                        .named("pending")
                        .sparse());
    }

    List<WaitingOutbox> next() {
        Query query = Query.query(where(Outbox.PENDING).is(true)).limit(BATCH);
        query.fields().include(Outbox.ENTRIES);
        return mongo.find(query, Document.class, collection).stream()
                .map(PendingOutboxes::waiting)
                .toList();
    }

    boolean isFull(List<WaitingOutbox> batch) {
        return batch.size() == BATCH;
    }

    /**
     * Removes what was sent. Most outboxes are exactly as they were read and are emptied in one write; to the others
     * something was added meanwhile, and only what was sent is pulled.
     */
    void remove(List<WaitingOutbox> sent) {
        if (sent.isEmpty()) {
            return;
        }
        BulkOperations empty = mongo.bulkOps(BulkMode.UNORDERED, collection);
        sent.forEach(outbox -> empty.updateOne(unchanged(outbox), emptied()));
        if (empty.execute().getMatchedCount() < sent.size()) {
            BulkOperations pull = mongo.bulkOps(BulkMode.UNORDERED, collection);
            sent.forEach(outbox -> pull.updateOne(byId(outbox), pulled(outbox)));
            pull.execute();
        }
    }

    /** Same length and same last id: nothing was added, for ids are never used twice. */
    private static Query unchanged(WaitingOutbox outbox) {
        int size = outbox.entries().size();
        Query query = byId(outbox).addCriteria(where(Outbox.ENTRIES).size(size));
        return size == 0
                ? query
                : query.addCriteria(where(Outbox.ENTRIES + "." + (size - 1) + ".id")
                        .is(outbox.ids().getLast()));
    }

    private static Query byId(WaitingOutbox outbox) {
        return Query.query(where("_id").is(outbox.documentId()));
    }

    private static Update emptied() {
        return new Update().set(Outbox.ENTRIES, List.of()).unset(Outbox.PENDING);
    }

    private static Update pulled(WaitingOutbox outbox) {
        return new Update().pull(Outbox.ENTRIES, new Document("id", new Document("$in", outbox.ids())));
    }

    private static WaitingOutbox waiting(Document document) {
        List<EncodedEvent> entries = document.getList(Outbox.ENTRIES, Document.class, List.of()).stream()
                .map(EncodedEvent::from)
                .toList();
        return new WaitingOutbox(Objects.requireNonNull(document.get("_id")), entries);
    }
}
