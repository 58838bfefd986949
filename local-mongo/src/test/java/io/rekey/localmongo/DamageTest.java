package io.rekey.localmongo;

import static io.rekey.localmongo.Connected.json;
import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that a crash, a full disk or a bad sector leaves: the server starts with all that can be read. */
class DamageTest {
    private static final int USERS = 20;

    @TempDir
    Path folder;

    private Path journal;

    @BeforeEach
    void writeUsers() throws IOException {
        journal = folder.resolve("journal");
        try (Connected mongo = Connected.to(folder)) {
            MongoCollection<Document> users = mongo.collection("users");
            users.createIndex(json("{email: 1}"), new IndexOptions().unique(true));
            for (int i = 0; i < USERS; i++) {
                users.insertOne(new Document("_id", i).append("email", "user" + i + "@example.org"));
            }
        }
    }

    private List<Integer> idsAfterStart() throws IOException {
        try (Connected mongo = Connected.to(folder)) {
            return mongo.collection("users")
                    .find()
                    .map(user -> user.getInteger("_id"))
                    .into(new ArrayList<>());
        }
    }

    private Stream<Path> keptAside() throws IOException {
        return Files.list(folder).filter(file -> file.toString().contains(".damaged-"));
    }

    private static int indexOf(String text, byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    }

    @Test
    void anUndamagedFileIsReadWhole() throws IOException {
        assertThat(idsAfterStart()).hasSize(USERS);
        assertThat(keptAside()).isEmpty();
    }

    @Test
    void aTornTailIsCutAndTheFileKept() throws IOException {
        byte[] whole = Files.readAllBytes(journal);
        Files.write(journal, Arrays.copyOf(whole, whole.length - 7));

        assertThat(idsAfterStart()).hasSize(USERS - 1).doesNotContain(USERS - 1);
        assertThat(keptAside())
                .singleElement()
                .satisfies(kept -> assertThat(kept).hasSize(whole.length - 7L));
    }

    @Test
    void writesAfterACutAreKept() throws IOException {
        byte[] whole = Files.readAllBytes(journal);
        Files.write(journal, Arrays.copyOf(whole, whole.length - 7));

        try (Connected mongo = Connected.to(folder)) {
            mongo.collection("users").insertOne(json("{_id: 99, email: 'after'}"));
        }

        assertThat(idsAfterStart()).hasSize(USERS).contains(99);
        assertThat(keptAside()).hasSize(1);
    }

    @Test
    void zerosAtTheEndAreCut() throws IOException {
        Files.write(journal, new byte[10_000], APPEND);

        assertThat(idsAfterStart()).hasSize(USERS);
    }

    @Test
    void aDamagedMiddleCostsThatRecordOnly() throws IOException {
        byte[] bytes = Files.readAllBytes(journal);
        bytes[indexOf("user7@", bytes)] ^= 0x20;
        Files.write(journal, bytes);

        assertThat(idsAfterStart()).hasSize(USERS - 1).doesNotContain(7);
        assertThat(keptAside())
                .singleElement()
                .satisfies(kept -> assertThat(kept).hasBinaryContent(bytes));
    }

    @Test
    void aDamagedLengthCostsThatRecordOnly() throws IOException {
        byte[] bytes = Files.readAllBytes(journal);
        int record = new String(bytes, 0, indexOf("user7@", bytes), StandardCharsets.ISO_8859_1).lastIndexOf("RKJ1");
        Arrays.fill(bytes, record + 4, record + 8, (byte) 0x7F);
        Files.write(journal, bytes);

        assertThat(idsAfterStart()).hasSize(USERS - 1).doesNotContain(7);
    }

    @Test
    void aFileThatIsNoJournalIsKeptAside() throws IOException {
        byte[] other = "Dear diary, ".repeat(100).getBytes(StandardCharsets.UTF_8);
        Files.write(journal, other);

        assertThat(idsAfterStart()).isEmpty();
        assertThat(keptAside())
                .singleElement()
                .satisfies(kept -> assertThat(kept).hasBinaryContent(other));
    }

    @Test
    void anUnfinishedCompactionIsForgotten() throws IOException {
        Files.writeString(folder.resolve("journal.new"), "half of a");

        assertThat(idsAfterStart()).hasSize(USERS);
    }

    @Test
    void aLostChangeOfAUniqueValueThatAnotherGotIsNamed() throws IOException {
        try (Connected mongo = Connected.to(folder)) {
            MongoCollection<Document> users = mongo.collection("users");
            users.updateOne(json("{_id: 7}"), json("{$set: {email: 'moved@example.org'}}"));
            users.insertOne(json("{_id: 99, email: 'user7@example.org'}"));
        }
        byte[] bytes = Files.readAllBytes(journal);
        bytes[indexOf("moved@", bytes)] ^= 0x20;
        Files.write(journal, bytes);

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(this::idsAfterStart)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("The data contradicts itself")
                    .hasMessageContaining("identity.users index: email_1 dup key: { email: \"user7@example.org\" }");
        }
    }

    @Test
    void damageAnywhereNeitherStopsTheStartNorBreaksAnIndex() throws IOException {
        byte[] whole = Files.readAllBytes(journal);
        long seed = Long.getLong("seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            Files.write(journal, damaged);
            assertThatCode(this::startAndInsertTwice)
                    .as("round %d of -Dseed=%d", round, seed)
                    .doesNotThrowAnyException();
        }
    }

    private void startAndInsertTwice() throws IOException {
        try (Connected mongo = Connected.to(folder)) {
            MongoCollection<Document> users = mongo.collection("users");
            users.insertOne(json("{_id: 'new', email: 'new'}"));
            assertThatThrownBy(() -> users.insertOne(json("{_id: 'new', email: 'other'}")))
                    .hasMessageContaining("E11000");
        }
    }
}
