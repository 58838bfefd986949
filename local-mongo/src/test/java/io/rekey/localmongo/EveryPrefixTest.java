package io.rekey.localmongo;

import static io.rekey.localmongo.Connected.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kill can leave any number of whole records: from each the server starts, and no half-made collection remains. */
class EveryPrefixTest {
    private static final Pattern RECORD = Pattern.compile("RKJ1", Pattern.LITERAL);

    @Test
    void isAGoodStart(@TempDir Path written, @TempDir Path folder) throws IOException {
        try (Connected mongo = Connected.to(written)) {
            live(mongo);
        }
        byte[] whole = Files.readAllBytes(written.resolve("journal"));
        List<Integer> records = RECORD.matcher(new String(whole, StandardCharsets.ISO_8859_1))
                .results()
                .map(match -> match.start())
                .toList();

        assertThat(records).hasSizeGreaterThan(15);
        for (int end : records) {
            Files.write(folder.resolve("journal"), Arrays.copyOf(whole, end));
            try (Connected mongo = Connected.to(folder)) {
                assertWorks(mongo, end);
            }
        }
    }

    private static void live(Connected mongo) {
        MongoCollection<Document> users = mongo.collection("users");
        users.insertOne(json("{_id: 1, email: 'old'}"));
        users.createIndex(json("{email: 1}"), new IndexOptions().unique(true));
        users.updateOne(json("{_id: 1}"), json("{$set: {email: 'new'}}"));
        users.drop();
        users.insertOne(json("{_id: 2}"));
        mongo.database().drop();
        mongo.collection("sessions").insertOne(json("{_id: 3}"));
    }

    private static void assertWorks(Connected mongo, int end) {
        for (String name : List.of("users", "sessions")) {
            MongoCollection<Document> collection = mongo.collection(name);
            long before = collection.countDocuments();
            collection.insertOne(json("{_id: 'probe', email: 'probe'}"));
            assertThat(collection.countDocuments())
                    .as("nothing of an older %s shows up, cut at %d", name, end)
                    .isEqualTo(before + 1);
            assertThatThrownBy(() -> collection.insertOne(json("{_id: 'probe', email: 'other'}")))
                    .as("second probe in %s, cut at %d", name, end)
                    .hasMessageContaining("E11000");
            assertThat(collection.listIndexes())
                    .extracting(index -> index.getString("name"))
                    .contains("_id_");
        }
    }
}
