package io.rekey.localmongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A collection whose documents are in a {@link Journal}. One operation at a time, which is what makes each atomic. */
final class StoredCollection extends AbstractSynchronizedMongoCollection<Long> {
    private final Journal journal;
    private final LongAdder examined;
    private final String table;

    StoredCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            CursorRegistry cursors,
            Journal journal,
            LongAdder examined) {
        super(database, name, options, cursors);
        this.journal = journal;
        this.examined = examined;
        this.table = getFullName();
    }

    private ConcurrentNavigableMap<Long, Document> documents() {
        return journal.tables().table(table);
    }

    @Override
    protected Long addDocumentInternal(Document document) {
        long position = journal.tables().nextPosition();
        journal.apply(new Change.Put(table, position, document));
        return position;
    }

    @Override
    protected void handleUpdate(Long position, Document before, Document after) {
        journal.apply(new Change.Put(table, position, after));
    }

    @Override
    protected void removeDocument(Long position) {
        journal.apply(new Change.Delete(table, position));
    }

    @Override
    protected Document getDocument(Long position) {
        Document document = documents().get(position);
        if (document == null) {
            throw new NoSuchElementException("No document at position %d of %s".formatted(position, table));
        }
        examined.increment();
        return document;
    }

    @Override
    protected Stream<DocumentWithPosition<Long>> streamAllDocumentsWithPosition() {
        return documents().entrySet().stream()
                .map(entry -> new DocumentWithPosition<>(entry.getValue(), entry.getKey()));
    }

    /** The library takes the first index that can serve the filter; here the one that leaves the least to examine. */
    @Override
    protected QueryResult queryDocuments(
            Document filter, @Nullable Document sort, int skip, int limit, int batchSize, @Nullable Document fields) {
        return getIndexes().stream()
                .map(KeyIndex.class::cast)
                .filter(index -> index.canHandle(filter))
                .min(Comparator.comparingInt(index -> index.estimate(filter)))
                .map(index -> matchDocuments(filter, index.getPositions(filter), sort, skip, limit, batchSize, fields))
                .orElseGet(() -> matchDocuments(filter, sort, skip, limit, batchSize, fields));
    }

    @Override
    protected QueryResult matchDocuments(
            Document filter, @Nullable Document sort, int skip, int limit, int batchSize, @Nullable Document fields) {
        NavigableMap<Long, Document> all =
                isNaturalDescending(sort) ? documents().descendingMap() : documents();
        Stream<Document> examining = all.values().stream().peek(_ -> examined.increment());
        return matchDocumentsFromStream(examining, filter, sort, skip, limit, batchSize, fields);
    }

    /** What leaves the collection is a copy, so that an update, which changes what it has read, changes no stored one. */
    @Override
    protected QueryResult createQueryResult(List<Document> matched, int batchSize) {
        QueryResult stored = super.createQueryResult(matched, batchSize);
        Iterable<Document> copies = () -> StreamSupport.stream(stored.spliterator(), false)
                .map(Document::cloneDeeply)
                .iterator();
        return new QueryResult(copies, stored.getCursorId());
    }

    @Override
    public synchronized Document findAndModify(Document query) {
        if (query.get("update") instanceof Document update && PositionalUpdate.isPositional(update)) {
            Document filter = filterOf(query);
            for (Document match : queryDocuments(filter, (Document) query.get("sort"), 0, 1, 0, null)) {
                Document resolved = query.clone();
                resolved.put("query", only(match, filter));
                resolved.put("update", PositionalUpdate.resolve(update, filter, match));
                return super.findAndModify(resolved);
            }
        }
        return super.findAndModify(query);
    }

    private static Document filterOf(Document query) {
        return query.get("query") instanceof Document filter ? filter : new Document();
    }

    private static Document only(Document match, Document filter) {
        return new Document("_id", match.get("_id")).append("$and", List.of(filter));
    }

    @Override
    public synchronized Document updateDocuments(
            Document filter, Document update, ArrayFilters arrayFilters, boolean multi, boolean upsert, Oplog oplog) {
        if (!PositionalUpdate.isPositional(update)) {
            return super.updateDocuments(filter, update, arrayFilters, multi, upsert, oplog);
        }
        int matched = 0;
        int modified = 0;
        for (Document match : queryDocuments(filter, null, 0, multi ? 0 : 1, 0, null)) {
            Document resolved = PositionalUpdate.resolve(update, filter, match);
            Document result = super.updateDocuments(only(match, filter), resolved, arrayFilters, false, false, oplog);
            matched += Fields.number(result, "n");
            modified += Fields.number(result, "nModified");
        }
        return matched > 0 || !upsert
                ? new Document("n", matched).append("nModified", modified)
                : super.updateDocuments(filter, update, arrayFilters, multi, true, oplog);
    }

    // The library leaves the following unsynchronized: a count then disturbs the matcher of a running update,
    // and an index made while somebody inserts lacks what was inserted.

    @Override
    public synchronized int count(@Nullable Document filter, int skip, int limit) {
        return super.count(filter, skip, limit);
    }

    @Override
    public synchronized void addIndex(Index<Long> index) {
        super.addIndex(index);
    }

    @Override
    public synchronized void dropIndex(String name) {
        super.dropIndex(name);
    }

    @Override
    public synchronized Document getStats() {
        return super.getStats();
    }

    @Override
    public synchronized Document validate() {
        return super.validate();
    }

    @Override
    public int count() {
        return documents().size();
    }

    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int delta) {
        throw new UnsupportedOperationException("The size is counted when it is asked for");
    }

    @Override
    protected int getDataSize() {
        ByteBuf buffer = Unpooled.buffer();
        int sum = 0;
        for (Document document : documents().values()) {
            BsonEncoder.encodeDocument(document, buffer.clear());
            sum += buffer.writerIndex();
        }
        return sum;
    }
}
