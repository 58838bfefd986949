package io.rekey.localmongo;

import static io.rekey.localmongo.Connected.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same random operations here and on the library's own memory backend, which has no journal and hardly uses indexes:
 * the answers are the same, also across restarts.
 */
class DifferentialTest {
    private static final int OPERATIONS = 6_000;
    private static final int OPERATIONS_BETWEEN_RESTARTS = 1_500;

    @TempDir
    Path folder;

    private final long seed = Long.getLong("seed", new Random().nextLong());
    private final MongoServer referenceServer = new MongoServer(new MemoryBackend());
    private MongoClient referenceClient;
    private Connected mongo;

    @BeforeEach
    void start() throws IOException {
        referenceClient = Connected.clientOf(referenceServer.bindAndGetConnectionString());
        mongo = Connected.to(folder);
    }

    @AfterEach
    void stop() {
        mongo.close();
        referenceClient.close();
        referenceServer.shutdownNow();
    }

    @Test
    void answersAsTheReferenceDoes() throws IOException {
        MongoCollection<Document> reference =
                referenceClient.getDatabase("identity").getCollection("users");
        reference.createIndex(
                json("{email: 1}"), new IndexOptions().unique(true).sparse(true));
        createIndexes(mongo.collection("users"));
        RandomOperations operations = new RandomOperations(seed);

        for (int number = 1; number <= OPERATIONS; number++) {
            RandomOperations.Operation operation = operations.next();
            assertThat(operation.on(mongo.collection("users")))
                    .as("operation %d of -Dseed=%d: %s", number, seed, operation)
                    .isEqualTo(operation.on(reference));
            if (number % OPERATIONS_BETWEEN_RESTARTS == 0) {
                mongo = mongo.restarted(folder);
            }
        }

        assertThat(everythingIn(mongo.collection("users")))
                .as("in the end of -Dseed=%d", seed)
                .isEqualTo(everythingIn(reference));
    }

    private static void createIndexes(MongoCollection<Document> users) {
        users.createIndex(json("{email: 1}"), new IndexOptions().unique(true).sparse(true));
        for (String keys : List.of("{n: 1, at: 1}", "{at: -1}", "{tags: 1}", "{'keys.id': 1}")) {
            users.createIndex(json(keys));
        }
    }

    private static List<Document> everythingIn(MongoCollection<Document> users) {
        return users.find().sort(json("{_id: 1}")).into(new ArrayList<>());
    }
}
