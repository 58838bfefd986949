package io.rekey.localmongo;

import static io.rekey.localmongo.Connected.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Words for the single-document writes that the fence protocol rests on: what must match, and what must not. */
abstract class ProtocolQueries {
    static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    private static Connected mongo;
    static MongoCollection<Document> documents;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        mongo = Connected.to(folder);
        documents = mongo.collection("documents");
    }

    @AfterAll
    static void stop() {
        mongo.close();
    }

    @BeforeEach
    void empty() {
        documents.deleteMany(new Document());
    }

    static void given(String document) {
        documents.insertOne(json(document));
    }

    static void matches(String filter, String update) {
        assertThat(documents.updateOne(json(filter), json(update)).getMatchedCount())
                .as(filter)
                .isEqualTo(1);
    }

    static void matchesNot(String filter, String update) {
        assertThat(documents.updateOne(json(filter), json(update)).getMatchedCount())
                .as(filter)
                .isZero();
    }

    static void isNow(String document) {
        Document expected = json(document);
        assertThat(documents.find(new Document("_id", expected.get("_id"))).first())
                .isEqualTo(expected);
    }

    static void assertDuplicate(Runnable write) {
        assertThatThrownBy(write::run)
                .isInstanceOfSatisfying(
                        MongoWriteException.class,
                        e -> assertThat(e.getError().getCategory()).isEqualTo(ErrorCategory.DUPLICATE_KEY));
    }
}
