package io.rekey.localmongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.IndexNotFoundException;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A database whose collections, and the library's lists of them and of their indexes, are in a {@link Journal}. */
final class StoredDatabase extends AbstractSynchronizedMongoDatabase<Long> {
    private static final String ID_INDEX = "_id_";
    private static final int COMMAND_NOT_SUPPORTED = 115;

    private final Journal journal;
    private final LongAdder examined;

    StoredDatabase(String name, CursorRegistry cursors, Journal journal, LongAdder examined) {
        super(name, cursors);
        this.journal = journal;
        this.examined = examined;
        Leftovers.remove(name, journal);
        initializeNamespacesAndIndexes();
        Leftovers.collections(name, journal).forEach(this::completeCollection);
    }

    /** A kill between the two halves of creating a collection leaves it without the index that makes _id unique. */
    private void completeCollection(String collection) {
        boolean complete = resolveCollection(collection, true).getIndexes().stream()
                .anyMatch(index -> index.getName().equals(ID_INDEX));
        if (!complete) {
            addIndex(new Document("key", new Document("_id", 1))
                    .append("name", ID_INDEX)
                    .append("ns", getFullCollectionNamespace(collection)));
        }
    }

    @Override
    protected MongoCollection<Long> openOrCreateCollection(String name, CollectionOptions options) {
        return new StoredCollection(this, name, options, cursorRegistry, journal, examined);
    }

    // The library lets two threads create the same collection, each with indexes of its own.
    @Override
    public synchronized MongoCollection<Long> createCollectionOrThrowIfExists(String name, CollectionOptions options) {
        return super.createCollectionOrThrowIfExists(name, options);
    }

    @Override
    protected synchronized void addIndex(Document description) {
        IndexRules.check(description);
        super.addIndex(description);
    }

    @Override
    protected Index<Long> openOrCreateUniqueIndex(String collection, String name, List<IndexKey> keys, boolean sparse) {
        return new UniqueIndex(name, keys, sparse);
    }

    @Override
    protected Index<Long> openOrCreateSecondaryIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        return new PlainIndex(name, keys, sparse);
    }

    @Override
    public Document handleCommand(
            Channel channel, String command, Document query, DatabaseResolver databases, Oplog oplog) {
        if (command.equals("dropIndexes")) {
            return dropIndexes(query);
        }
        if (command.equals("aggregate") && IndexedAggregation.isOne(query)) {
            MongoCollection<Long> collection = resolveCollection(Fields.text(query, "aggregate"), false);
            if (collection != null) {
                List<Document> pipeline = Fields.documents(query, "pipeline");
                Aggregation aggregation = Aggregation.fromPipeline(pipeline, databases, this, collection, oplog);
                aggregation.validate(query);
                return IndexedAggregation.run(query, collection, aggregation);
            }
        }
        return super.handleCommand(channel, command, query, databases, oplog);
    }

    /** The library also forgets the indexes of the same name in every other collection. */
    private synchronized Document dropIndexes(Document query) {
        MongoCollection<Long> collection = resolveCollection(Fields.text(query, "dropIndexes"), false);
        if (collection != null) {
            Object which = query.get("index");
            List<Document> dropped = descriptions(collection)
                    .filter(index -> isMeant(index, which))
                    .toList();
            if (dropped.isEmpty() && !"*".equals(which)) {
                throw new IndexNotFoundException("index not found with name [" + which + "]");
            }
            dropped.forEach(index -> drop(collection, index));
        }
        return new Document("ok", 1.0);
    }

    private Stream<Document> descriptions(MongoCollection<Long> collection) {
        return getOrCreateIndexesCollection().handleQueryAsStream(new Document("ns", collection.getFullName()));
    }

    private static boolean isMeant(Document index, @Nullable Object which) {
        String name = Fields.text(index, "name");
        boolean named = which instanceof List<?> names ? names.contains(name) : name.equals(which);
        return !name.equals(ID_INDEX)
                && ("*".equals(which) || named || Fields.document(index, "key").equals(which));
    }

    private void drop(MongoCollection<Long> collection, Document index) {
        dropIndex(collection, Fields.text(index, "name"));
        getOrCreateIndexesCollection().deleteDocuments(index, -1);
    }

    @Override
    public synchronized void dropCollection(String name, Oplog oplog) {
        super.dropCollection(name, oplog);
        journal.apply(new Change.Drop(getFullCollectionNamespace(name)));
    }

    /** It is several changes, and a kill between them would lose the collection. */
    @Override
    public void moveCollection(MongoDatabase from, MongoCollection<?> collection, String newName) {
        throw new MongoServerError(
                COMMAND_NOT_SUPPORTED,
                "CommandNotSupported",
                "renameCollection and $out are not supported by the embedded server");
    }

    @Override
    protected long getStorageSize() {
        return journal.fileSize();
    }

    @Override
    protected long getFileSize() {
        return journal.fileSize();
    }
}
