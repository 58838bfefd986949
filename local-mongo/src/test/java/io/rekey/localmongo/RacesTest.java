package io.rekey.localmongo;

import static io.rekey.localmongo.Connected.json;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.UpdateOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many clients want the same thing at the same moment: one gets it. */
class RacesTest {
    private static final int RACERS = 8;
    private static final int ROUNDS = 50;

    private static ExecutorService racers;
    private static Connected mongo;
    private static MongoCollection<Document> users;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        racers = Executors.newFixedThreadPool(RACERS);
        mongo = Connected.to(folder);
        users = mongo.collection("users");
    }

    @AfterAll
    static void stop() {
        racers.shutdownNow();
        mongo.close();
    }

    @BeforeEach
    void empty() {
        users.drop();
    }

    /** How many of the racers, released at once, say that they have won. */
    private static long winners(IntPredicate race) throws Exception {
        CyclicBarrier gate = new CyclicBarrier(RACERS);
        List<Future<Boolean>> results = new ArrayList<>();
        for (int i = 0; i < RACERS; i++) {
            int racer = i;
            results.add(racers.submit(() -> {
                gate.await(10, SECONDS);
                return race.test(racer);
            }));
        }
        long winners = 0;
        for (Future<Boolean> result : results) {
            winners += result.get(20, SECONDS) ? 1 : 0;
        }
        return winners;
    }

    private static boolean isAccepted(Runnable write) {
        try {
            write.run();
            return true;
        } catch (MongoWriteException e) {
            assertThat(e.getError().getCategory()).isEqualTo(ErrorCategory.DUPLICATE_KEY);
            return false;
        }
    }

    @Test
    void anIdIsGivenOnceAlsoInACollectionThatIsOnlyNowCreated() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            MongoCollection<Document> fresh = mongo.collection("fresh" + round % 10);
            String id = "id" + round;
            assertThat(winners(racer -> isAccepted(() -> fresh.insertOne(new Document("_id", id)))))
                    .isEqualTo(1);
        }
    }

    @Test
    void aCollectionIsCreatedOnce() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String name = "created" + round;
            assertThat(winners(racer -> isCreated(name))).isEqualTo(1);
        }
    }

    private static boolean isCreated(String name) {
        try {
            mongo.database().createCollection(name);
            return true;
        } catch (MongoCommandException e) {
            assertThat(e.getErrorCodeName()).isEqualTo("NamespaceExists");
            return false;
        }
    }

    @Test
    void aUniqueValueIsGivenOnce() throws Exception {
        users.createIndex(json("{email: 1}"), new IndexOptions().unique(true).sparse(true));
        for (int round = 0; round < ROUNDS; round++) {
            String email = "e" + round;
            assertThat(winners(racer -> isAccepted(() -> users.insertOne(new Document("email", email)))))
                    .isEqualTo(1);
            assertThat(users.countDocuments(new Document("email", email))).isEqualTo(1);
        }
    }

    @Test
    void anUpsertInsertsOnceAndTheOthersFindIt() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Document filter = new Document("_id", round);
            winners(racer -> isAccepted(
                    () -> users.updateOne(filter, json("{$inc: {n: 1}}"), new UpdateOptions().upsert(true))));
            assertThat(users.find(filter).first()).containsEntry("n", RACERS);
        }
    }

    @Test
    void aCompareAndSetHasOneWinner() throws Exception {
        users.insertOne(json("{_id: 'u', epoch: 0}"));
        for (int round = 0; round < ROUNDS; round++) {
            Document filter = new Document("_id", "u").append("epoch", round);
            assertThat(winners(racer ->
                            users.updateOne(filter, json("{$inc: {epoch: 1}}")).getModifiedCount() == 1))
                    .isEqualTo(1);
        }
    }

    @Test
    void aPositionalCompareAndSetHasOneWinnerWhileOthersCount() throws Exception {
        users.insertOne(json("{_id: 'u', keys: [{id: 'a', step: 0}, {id: 'b', step: 0}, {id: 'c', step: 0}]}"));
        for (int step = 1; step <= ROUNDS; step++) {
            Document filter = json("{_id: 'u', keys: {$elemMatch: {id: 'b', step: {$lt: %d}}}}".formatted(step));
            Document update = json("{$set: {'keys.$.step': %d}}".formatted(step));
            assertThat(winners(racer -> racer % 2 == 0
                            ? users.findOneAndUpdate(filter, update) != null
                            : users.countDocuments(json("{'keys.id': {$in: ['a', 'c']}}")) > 1))
                    .isEqualTo(1);
        }
        assertThat(users.find().first())
                .isEqualTo(json("{_id: 'u', keys: [{id: 'a', step: 0}, {id: 'b', step: %d}, {id: 'c', step: 0}]}"
                        .formatted(ROUNDS)));
    }

    @Test
    void anIndexMadeWhileOthersInsertHasEverything() throws Exception {
        winners(racer -> {
            if (racer == 0) {
                users.createIndex(json("{email: 1}"), new IndexOptions().unique(true));
            } else {
                for (int i = 0; i < ROUNDS; i++) {
                    users.insertOne(new Document("email", racer + "-" + i));
                }
            }
            return true;
        });

        for (Document user : users.find()) {
            assertThat(users.countDocuments(new Document("email", user.get("email"))))
                    .isEqualTo(1);
        }
        assertThat(users.estimatedDocumentCount()).isEqualTo((RACERS - 1) * ROUNDS);
    }
}
