package io.rekey.localmongo;

import static io.rekey.localmongo.Connected.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UniqueIndexTest {
    private static final IndexOptions UNIQUE = new IndexOptions().unique(true);
    private static final IndexOptions SPARSE_UNIQUE =
            new IndexOptions().unique(true).sparse(true);

    @TempDir
    Path folder;

    private Connected mongo;
    private MongoCollection<Document> users;

    @BeforeEach
    void start() throws IOException {
        mongo = Connected.to(folder);
        users = mongo.collection("users");
    }

    @AfterEach
    void stop() {
        mongo.close();
    }

    private void insert(String document) {
        users.insertOne(json(document));
    }

    private void isRefused(String document) {
        assertThatThrownBy(() -> insert(document)).as(document).hasMessageContaining("E11000");
    }

    @Test
    void onSeveralFieldsRefusesTheSameCombination() {
        users.createIndex(json("{organization: 1, email: 1}"), UNIQUE);
        insert("{_id: 1, organization: 'acme', email: 'ada@example.org'}");
        insert("{_id: 2, organization: 'acme', email: 'bob@example.org'}");
        insert("{_id: 3, organization: 'initech', email: 'ada@example.org'}");

        isRefused("{_id: 4, organization: 'acme', email: 'ada@example.org'}");
        assertThatThrownBy(() -> users.updateOne(json("{_id: 2}"), json("{$set: {email: 'ada@example.org'}}")))
                .hasMessageContaining("E11000");
        assertThat(users.countDocuments(json("{organization: 'acme', email: {$in: ['ada@example.org', 'x']}}")))
                .isEqualTo(1);
    }

    @Test
    void countsAnAbsentFieldAsAValue() {
        users.createIndex(json("{email: 1}"), UNIQUE);
        insert("{_id: 1}");

        isRefused("{_id: 2}");
        isRefused("{_id: 3, email: null}");
    }

    @Test
    void ifSparseLeavesOutAbsentFieldsButNotNull() {
        users.createIndex(json("{email: 1}"), SPARSE_UNIQUE);
        insert("{_id: 1}");
        insert("{_id: 2}");
        insert("{_id: 3, email: null}");

        isRefused("{_id: 4, email: null}");
        users.updateOne(json("{_id: 3}"), json("{$unset: {email: 1}}"));
        insert("{_id: 4, email: null}");
        assertThat(users.countDocuments(json("{email: null}"))).isEqualTo(4);
    }

    @Test
    void ifSparseReachesIntoArrays() throws IOException {
        users.createIndex(json("{'keys.credential': 1}"), SPARSE_UNIQUE);
        insert("{_id: 1, keys: [{credential: 'a'}, {credential: 'b'}, {}]}");
        insert("{_id: 2, keys: [{}]}");
        insert("{_id: 3, keys: []}");
        insert("{_id: 4}");
        insert("{_id: 5, keys: [{}]}");

        mongo = mongo.restarted(folder);
        users = mongo.collection("users");

        isRefused("{_id: 6, keys: [{credential: 'b'}]}");
        assertThat(users.find(json("{'keys.credential': 'b'}")).first()).containsEntry("_id", 1);
        users.updateOne(json("{_id: 1}"), json("{$pull: {keys: {credential: 'b'}}}"));
        insert("{_id: 6, keys: [{credential: 'b'}]}");
        users.deleteOne(json("{_id: 3}"));
        users.deleteOne(json("{_id: 6}"));
        insert("{_id: 7, keys: [{credential: 'b'}]}");
    }

    @Test
    void isNotBuiltOverDuplicates() {
        insert("{_id: 1, email: 'a'}");
        insert("{_id: 2, email: 'a'}");

        assertThatThrownBy(() -> users.createIndex(json("{email: 1}"), UNIQUE)).hasMessageContaining("E11000");
        insert("{_id: 3, email: 'a'}");
    }

    @Test
    void isNotMistakenForAPlainOneOfTheSameName() {
        users.createIndex(json("{email: 1}"));

        assertThatThrownBy(() -> users.createIndex(json("{email: 1}"), UNIQUE))
                .isInstanceOfSatisfying(
                        MongoCommandException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo(86));
        users.createIndex(json("{email: 1}"));
    }

    @Test
    void isDroppedInItsCollectionOnly() throws IOException {
        MongoCollection<Document> people = mongo.collection("people");
        users.createIndex(json("{email: 1}"), UNIQUE);
        people.createIndex(json("{email: 1}"), UNIQUE);
        people.dropIndex("email_1");
        assertThatThrownBy(() -> people.dropIndex("email_1")).hasMessageContaining("index not found");

        mongo = mongo.restarted(folder);
        users = mongo.collection("users");

        insert("{_id: 1, email: 'a'}");
        isRefused("{_id: 2, email: 'a'}");
        assertThat(mongo.collection("people").listIndexes()).hasSize(1);
        users.dropIndexes();
        assertThat(users.listIndexes()).hasSize(1);
        insert("{_id: 2, email: 'a'}");
    }
}
