package io.rekey.mfa;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.List;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;

/** The collection as it is on the disk: raw documents, past all mapping. */
public final class StoredFactors {

    private final MongoTemplate mongo;

    StoredFactors(MongoTemplate mongo) {
        this.mongo = mongo;
    }

    public Document of(TestUser user) {
        Document found = mongo.getCollection("factors")
                .find(Filters.eq("_id", user.id()))
                .first();
        return found == null ? new Document() : found;
    }

    public List<Document> enrollments(TestUser user) {
        return of(user).getList("enrollments", Document.class, List.of());
    }

    public List<Document> backupCodes(TestUser user) {
        return of(user).getList("backupCodes", Document.class, List.of());
    }

    public Document fences(TestUser user) {
        return of(user).get("fences", new Document());
    }

    /** What a defect or a restored backup might do. */
    public void set(TestUser user, String field, Object value) {
        mongo.getCollection("factors").updateOne(Filters.eq("_id", user.id()), Updates.set(field, value));
    }
}
