package io.rekey.localmongo;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.Document;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final String TABLE = "identity.users";

    @TempDir
    Path folder;

    private Journal open(CompactionPolicy policy) throws IOException {
        return Journal.open(folder.resolve("journal"), false, policy);
    }

    private static Change put(long position, int n) {
        return new Change.Put(TABLE, position, new Document("_id", position).append("n", n));
    }

    private static List<Object> numbers(Journal journal) {
        return journal.tables().table(TABLE).values().stream()
                .map(document -> document.get("n"))
                .toList();
    }

    @Test
    void compactionKeepsThePresentAndDropsThePast() throws IOException {
        try (Journal journal = open(new CompactionPolicy(2_000))) {
            for (int n = 0; n < 1_000; n++) {
                journal.apply(put(1, n));
                journal.apply(put(2 + n % 3, n));
                journal.sync();
                assertThat(journal.fileSize()).isLessThan(3_000);
            }
            journal.apply(new Change.Delete(TABLE, 2));
        }
        try (Journal again = open(new CompactionPolicy())) {
            assertThat(numbers(again)).containsExactly(999, 997, 998);
            assertThat(again.tables().nextPosition()).isGreaterThan(4);
        }
        assertThat(folder.resolve("journal.new")).doesNotExist();
    }

    @Test
    void aStartCompactsWhatIsMostlyPast() throws IOException {
        try (Journal journal = open(new CompactionPolicy())) {
            for (int n = 0; n < 1_000; n++) {
                journal.apply(put(1, n));
            }
        }
        long before = Files.size(folder.resolve("journal"));
        try (Journal again = open(new CompactionPolicy())) {
            assertThat(numbers(again)).containsExactly(999);
            assertThat(again.fileSize()).isLessThan(before / 100);
        }
    }

    @Test
    void writersGoOnDuringCompaction() throws Exception {
        try (Journal journal = open(new CompactionPolicy(1_000));
                ExecutorService writers = Executors.newFixedThreadPool(4)) {
            for (int writer = 1; writer <= 4; writer++) {
                long position = writer;
                writers.execute(() -> {
                    for (int n = 0; n < 2_000; n++) {
                        journal.apply(put(position, n));
                        journal.sync();
                    }
                });
            }
        }
        try (Journal again = open(new CompactionPolicy())) {
            assertThat(numbers(again)).containsExactly(1_999, 1_999, 1_999, 1_999);
        }
    }

    @Test
    void aRecordIsReadAsItWasWritten() throws IOException {
        List<Change> written = List.of(put(1, 1), new Change.Delete(TABLE, 1), new Change.Drop(TABLE), put(2, 2));
        ByteBuf bytes = Unpooled.buffer();
        written.forEach(change -> RecordCodec.encode(change, bytes));
        Path file = folder.resolve("records");
        Files.write(file, copy(bytes));

        List<Change> read = new ArrayList<>();
        Replay.Outcome outcome = Replay.of(file, read::add);

        assertThat(read).isEqualTo(written);
        assertThat(outcome).isEqualTo(new Replay.Outcome(4, 0));
    }

    private static byte[] copy(ByteBuf bytes) {
        byte[] copy = new byte[bytes.readableBytes()];
        bytes.getBytes(0, copy);
        return copy;
    }
}
