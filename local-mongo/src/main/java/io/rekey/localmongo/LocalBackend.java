package io.rekey.localmongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers commands, where the library does not the way a driver expects of a MongoDB server; and answers none before
 * the journal has everything the answer may rest on, which for a read are the writes of others.
 */
final class LocalBackend extends AbstractMongoBackend {
    private static final Logger log = LoggerFactory.getLogger(LocalBackend.class);

    /** A reply has room for 48 MB, so that a find without a batch size cannot answer with the whole collection. */
    private static final int BATCH_SIZE = 1000;

    private final Journal journal;
    private final LongAdder examined = new LongAdder();

    LocalBackend(Journal journal) {
        this.journal = journal;
        journal.tables().names().stream()
                .map(table -> table.substring(0, table.indexOf('.')))
                .distinct()
                .forEach(this::resolveDatabase);
    }

    long documentsExamined() {
        return examined.sum();
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new StoredDatabase(name, getCursorRegistry(), journal, examined);
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        try {
            return answer(message);
        } catch (MongoServerException e) {
            log.debug("Refused {}", message, e);
            return error(e);
        } finally {
            journal.sync(); // also after an error, as part of the command may have been done
        }
    }

    private Document answer(MongoMessage message) {
        Document query = message.getDocument();
        return switch (query.keySet().iterator().next().toLowerCase(Locale.ROOT)) {
            case "hello" -> hello(message);
            case "insert" -> WriteReplies.insert(query, super.handleMessage(message));
            case "update" -> WriteReplies.update(query, each -> super.handleMessage(with(message, each)));
            case "findandmodify" -> {
                WriteReplies.refusePipeline(query.get("update"));
                yield super.handleMessage(message);
            }
            case "find", "getmore" -> super.handleMessage(with(message, batched(query)));
            case "listdatabases" -> listDatabases();
            case "listcollections" -> listCollections(query, super.handleMessage(message));
            default -> super.handleMessage(message);
        };
    }

    private static MongoMessage with(MongoMessage message, Document query) {
        return new MongoMessage(message.getChannel(), message.getHeader(), query);
    }

    /** The library knows only the old name of this command. */
    private Document hello(MongoMessage message) {
        Document query = new Document("isMaster", 1);
        query.putAll(message.getDocument());
        query.remove("hello");
        return super.handleMessage(with(message, query))
                .append("isWritablePrimary", true)
                .append("readOnly", false);
    }

    private static Document batched(Document query) {
        if (!query.containsKey("batchSize") && !Boolean.TRUE.equals(query.get("singleBatch"))) {
            query.put("batchSize", BATCH_SIZE);
        }
        return query;
    }

    /** The library opens every database anew for this, which here means to build all indexes. */
    private Document listDatabases() {
        List<Document> databases = listDatabaseNames().stream()
                .sorted()
                .map(name -> new Document("name", name)
                        .append("sizeOnDisk", journal.fileSize())
                        .append("empty", false))
                .toList();
        return new Document("databases", databases)
                .append("totalSize", journal.fileSize())
                .append("ok", 1.0);
    }

    private static Document listCollections(Document query, Document reply) {
        if (query.get("filter") instanceof Document filter) {
            Document cursor = Fields.document(reply, "cursor");
            DefaultQueryMatcher matcher = new DefaultQueryMatcher();
            cursor.put(
                    "firstBatch",
                    Fields.documents(cursor, "firstBatch").stream()
                            .filter(collection -> matcher.matches(collection, filter))
                            .toList());
        }
        return reply;
    }

    private static Document error(MongoServerException exception) {
        Document reply = new Document("ok", 0.0).append("errmsg", exception.getMessageWithoutErrorCode());
        if (exception instanceof MongoServerError error) {
            reply.append("code", error.getCode()).putIfNotNull("codeName", error.getCodeName());
        }
        return reply;
    }

    @Override
    public void close() {
        super.close();
        try {
            journal.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The journal could not be closed", e);
        }
    }
}
