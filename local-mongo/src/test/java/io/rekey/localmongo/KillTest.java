package io.rekey.localmongo;

import static io.rekey.localmongo.Connected.json;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server process is killed, as by kill -9, under writers: what was acknowledged, or read by anybody, is there after. */
class KillTest {
    private static final int ROUNDS = 3;
    private static final int WRITERS = 6;
    private static final int WRITES_BEFORE_THE_KILL = 600;

    @TempDir
    Path folder;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicIntegerArray counted = new AtomicIntegerArray(WRITERS);
    private final AtomicInteger seen = new AtomicInteger();

    @Test
    void everyAcknowledgedWriteSurvives() throws Exception {
        for (int round = 1; round <= ROUNDS; round++) {
            writeUntilKilled(round);
            try (Connected mongo = Connected.to(folder)) {
                assertNothingIsLost(mongo);
            }
        }
    }

    private void writeUntilKilled(int round) throws Exception {
        Process server = start();
        int before = acknowledged.size();
        try (BufferedReader output = server.inputReader();
                MongoClient client = Connected.clientOf(output.readLine());
                ExecutorService clients = Executors.newFixedThreadPool(WRITERS + 1)) {
            MongoCollection<Document> users = client.getDatabase("identity").getCollection("users");
            for (int writer = 0; writer < WRITERS; writer++) {
                int number = writer;
                clients.execute(() -> untilTheServerIsGone(i -> write(users, number, round + ":" + i)));
            }
            clients.execute(() -> untilTheServerIsGone(i -> read(users)));
            await().atMost(30, SECONDS).until(() -> acknowledged.size() >= before + WRITES_BEFORE_THE_KILL);
            server.destroyForcibly().waitFor();
            client.close(); // else the writers wait for the server to come back
        }
    }

    private Process start() throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ServerProcess.class.getName(),
                folder.toString());
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private interface Step {
        void run(int i);
    }

    private static void untilTheServerIsGone(Step step) {
        try {
            for (int i = 0; ; i++) {
                step.run(i);
            }
        } catch (MongoException | IllegalStateException e) {
            // The kill: the step under way was not acknowledged.
        }
    }

    private void write(MongoCollection<Document> users, int writer, String step) {
        String id = writer + ":" + step;
        users.insertOne(new Document("_id", id).append("writer", writer));
        acknowledged.add(id);
        Document counter = users.findOneAndUpdate(
                new Document("_id", "shared"),
                json("{$inc: {'writers.%d': 1, total: 1}}".formatted(writer)),
                new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
        counted.set(writer, counter.get("writers", Document.class).getInteger("" + writer));
    }

    private void read(MongoCollection<Document> users) {
        Document shared = users.find(new Document("_id", "shared")).first();
        if (shared != null) {
            seen.accumulateAndGet(shared.getInteger("total"), Math::max);
        }
    }

    private void assertNothingIsLost(Connected mongo) {
        MongoCollection<Document> users = mongo.collection("users");
        Set<String> stored = ConcurrentHashMap.newKeySet();
        users.find().forEach(user -> stored.add(user.getString("_id")));
        assertThat(stored).containsAll(acknowledged);

        Document shared = users.find(new Document("_id", "shared")).first();
        Document writers = shared.get("writers", Document.class);
        IntStream.range(0, WRITERS)
                .forEach(writer -> assertThat(writers.getInteger("" + writer))
                        .isBetween(counted.get(writer), counted.get(writer) + 1 + ROUNDS));
        assertThat(shared.getInteger("total")).isGreaterThanOrEqualTo(seen.get());
    }
}
