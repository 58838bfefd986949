package io.rekey.localmongo;

import static io.rekey.localmongo.Connected.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoNamespace;
import com.mongodb.client.MongoClient;
import com.mongodb.client.model.IndexOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalMongoTest {
    @TempDir
    Path folder;

    private Connected mongo;

    @BeforeEach
    void start() throws IOException {
        mongo = Connected.to(folder);
    }

    @AfterEach
    void stop() {
        mongo.close();
    }

    @Test
    void keepsDocumentsOverARestart() throws IOException {
        Document user =
                json("{_id: 'ada', tags: ['a', null, 2.5], nested: {deep: {n: {$numberLong: '9007199254740993'}}}}")
                        .append("at", new Date(1_700_000_000_123L))
                        .append("ref", new ObjectId())
                        .append("hash", new Binary(new byte[] {1, 2, 3}));
        mongo.collection("users").insertOne(user);
        mongo.collection("users").insertOne(json("{_id: 'bob'}"));
        mongo.collection("users").deleteOne(json("{_id: 'bob'}"));

        mongo = mongo.restarted(folder);

        assertThat(mongo.collection("users").find()).containsExactly(user);
    }

    @Test
    void keepsIndexDefinitionsOverARestart() throws IOException {
        mongo.collection("users")
                .createIndex(json("{email: 1}"), new IndexOptions().unique(true).sparse(true));
        mongo.collection("users").insertOne(json("{_id: 1, email: 'ada@example.org'}"));

        mongo = mongo.restarted(folder);

        assertThat(mongo.collection("users").listIndexes())
                .extracting(index -> index.getString("name"))
                .containsExactlyInAnyOrder("_id_", "email_1");
        assertThatThrownBy(() -> mongo.collection("users").insertOne(json("{_id: 2, email: 'ada@example.org'}")))
                .hasMessageContaining("E11000");
    }

    @Test
    void forgetsADroppedCollectionForGood() throws IOException {
        mongo.collection("users").insertOne(json("{_id: 1}"));
        mongo.collection("users").drop();

        mongo = mongo.restarted(folder);
        mongo.collection("users").insertOne(json("{_id: 2}"));

        assertThat(mongo.collection("users").find()).containsExactly(json("{_id: 2}"));
    }

    @Test
    void forgetsADroppedDatabaseForGood() throws IOException {
        mongo.collection("users").insertOne(json("{_id: 1}"));
        mongo.database().drop();

        mongo = mongo.restarted(folder);

        assertThat(mongo.client().listDatabaseNames()).doesNotContain("identity");
        assertThat(mongo.collection("users").countDocuments()).isZero();
    }

    @Test
    void answersWhatDriverAndHealthChecksAsk() {
        mongo.collection("users").insertOne(json("{_id: 1}"));

        Document hello = mongo.client().getDatabase("admin").runCommand(json("{hello: 1}"));

        assertThat(hello.getBoolean("isWritablePrimary")).isTrue();
        assertThat(hello.getInteger("maxWireVersion")).isEqualTo(8);
        assertThat(hello.getDouble("ok")).isEqualTo(1.0);
        assertThat(mongo.database().runCommand(json("{ping: 1}"))).containsEntry("ok", 1.0);
        assertThat(mongo.database().runCommand(json("{buildInfo: 1}"))).containsKey("version");
        assertThat(mongo.client().listDatabaseNames()).contains("identity");
        assertThat(mongo.database().listCollectionNames()).containsExactly("users");
    }

    @Test
    void listsTheCollectionsAskedFor() {
        mongo.database().createCollection("users");
        mongo.database().createCollection("sessions");

        assertThat(mongo.database().listCollections().filter(json("{name: 'users'}")))
                .extracting(collection -> collection.getString("name"))
                .containsExactly("users");
    }

    @Test
    void takesSessionFieldsThatADriverMaySend() {
        Document insert = json("{insert: 'users', documents: [{_id: 1}], ordered: true, txnNumber: {$numberLong: '1'}}")
                .append("lsid", new Document("id", UUID.randomUUID().toString()))
                .append("writeConcern", json("{w: 'majority', j: true}"));

        assertThat(mongo.database().runCommand(insert)).containsEntry("n", 1);
    }

    @Test
    void hasNoSessionsOfItsOwn() {
        try (var session = mongo.client().startSession()) {
            assertThatThrownBy(() -> mongo.collection("users").insertOne(session, json("{_id: 1}")))
                    .hasMessageContaining("support sessions");
        }
    }

    @Test
    void answersAFindOfEverythingInBatches() {
        List<Document> many =
                IntStream.range(0, 2_500).mapToObj(i -> new Document("_id", i)).toList();
        mongo.collection("users").insertMany(many);

        assertThat(mongo.collection("users").find().into(new ArrayList<>())).isEqualTo(many);
        assertThat(mongo.collection("users").find().batchSize(7).limit(30).into(new ArrayList<>()))
                .isEqualTo(many.subList(0, 30));
        assertThat(mongo.collection("users").find(json("{_id: {$gte: 2490}}")).first())
                .isEqualTo(many.get(2_490));
    }

    @Test
    void saysThatTheDataIsInUse() {
        assertThatThrownBy(() -> LocalMongo.start(folder, 0, false))
                .isInstanceOf(IOException.class)
                .hasMessage("The data in %s is in use by another process", folder);
    }

    @Test
    void saysThatThePortIsTakenAndLetsGoOfTheData(@TempDir Path other) throws IOException {
        assertThatThrownBy(() -> LocalMongo.start(other, mongo.server().port(), false))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "Cannot listen on 127.0.0.1:" + mongo.server().port());

        LocalMongo.start(other, 0, false).close();
    }

    @Test
    void listensOnTheLoopbackAddressOnly() {
        assertThat(mongo.server().connectionString())
                .isEqualTo("mongodb://127.0.0.1:" + mongo.server().port());
    }

    @Test
    void isDurableWithFsyncToo(@TempDir Path other) throws IOException {
        try (LocalMongo server = LocalMongo.start(other, 0, true);
                MongoClient client = Connected.clientOf(server.connectionString())) {
            client.getDatabase("identity").getCollection("users").insertOne(json("{_id: 1}"));
        }
        try (Connected again = Connected.to(other)) {
            assertThat(again.collection("users").countDocuments()).isEqualTo(1);
        }
    }

    @Test
    void refusesWhatItWouldOtherwiseDoWrong() {
        mongo.collection("users").insertOne(json("{_id: 1}"));

        assertThatThrownBy(() -> mongo.collection("users")
                        .createIndex(
                                json("{email: 1}"),
                                new IndexOptions().unique(true).partialFilterExpression(json("{live: true}"))))
                .isInstanceOf(MongoCommandException.class)
                .hasMessageContaining("partialFilterExpression is not supported by the embedded server");
        assertThatThrownBy(() -> mongo.collection("users").createIndex(json("{name: 'text'}")))
                .hasMessageContaining("not supported by the embedded server");
        assertThatThrownBy(() -> mongo.collection("users").updateOne(json("{_id: 1}"), List.of(json("{$set: {a: 1}}"))))
                .hasMessageContaining("pipeline");
        assertThatThrownBy(() -> mongo.collection("users").renameCollection(new MongoNamespace("identity", "people")))
                .hasMessageContaining("renameCollection");
    }
}
