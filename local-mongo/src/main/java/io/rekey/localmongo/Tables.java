package io.rekey.localmongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * All documents, by collection and position. A stored document is never changed in place, a new one is put:
 * so replies are encoded, and the journal is compacted, while others write.
 */
final class Tables {
    private final ConcurrentMap<String, ConcurrentNavigableMap<Long, Document>> byName = new ConcurrentHashMap<>();
    private final AtomicLong lastPosition = new AtomicLong();

    ConcurrentNavigableMap<Long, Document> table(String name) {
        return byName.computeIfAbsent(name, _ -> new ConcurrentSkipListMap<>());
    }

    List<String> names() {
        return List.copyOf(byName.keySet());
    }

    long nextPosition() {
        return lastPosition.incrementAndGet();
    }

    void apply(Change change) {
        switch (change) {
            case Change.Put put -> {
                lastPosition.accumulateAndGet(put.position(), Math::max);
                table(put.table()).put(put.position(), put.document());
            }
            case Change.Delete delete -> {
                lastPosition.accumulateAndGet(delete.position(), Math::max);
                table(delete.table()).remove(delete.position());
            }
            case Change.Drop drop -> byName.remove(drop.table());
        }
    }

    /** The changes that lead to what is stored now; those made meanwhile may be in it or not. */
    Stream<Change> snapshot() {
        return byName.entrySet().stream()
                .flatMap(table -> table.getValue().entrySet().stream()
                        .map(entry -> new Change.Put(table.getKey(), entry.getKey(), entry.getValue())));
    }

    long documentCount() {
        return byName.values().stream().mapToLong(ConcurrentNavigableMap::size).sum();
    }
}
