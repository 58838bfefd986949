package io.rekey.localmongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.backend.aggregation.stage.AggregationStage;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.stream.Stream;

/**
 * A pipeline that begins with {@code $match}, which every count of documents by filter is. The library reads the whole
 * collection for it; here the first stage is a query, which an index may serve.
 */
final class IndexedAggregation {
    private IndexedAggregation() {}

    static boolean isOne(Document command) {
        return !Fields.documents(command, "pipeline").isEmpty()
                && firstStage(command).get("$match") instanceof Document;
    }

    private static Document firstStage(Document command) {
        return Fields.documents(command, "pipeline").getFirst();
    }

    /** @param aggregation of the whole pipeline, whose first stage is not run */
    static Document run(Document command, MongoCollection<Long> collection, Aggregation aggregation) {
        Document filter = Fields.document(firstStage(command), "$match");
        Stream<Document> documents = collection.handleQueryAsStream(new Document("$query", filter));
        for (AggregationStage stage : aggregation.getStages().stream().skip(1).toList()) {
            documents = stage.apply(documents);
        }
        return reply(collection, documents.toList());
    }

    private static Document reply(MongoCollection<Long> collection, List<Document> documents) {
        Document cursor =
                new Document("id", 0L).append("ns", collection.getFullName()).append("firstBatch", documents);
        return new Document("cursor", cursor).append("ok", 1.0);
    }
}
