package io.rekey.localmongo;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a journal from its beginning. A damaged part is skipped up to the next good record, or cut if none follows;
 * the whole file is kept aside in both cases, because what is missing then cannot be told from here.
 */
final class Replay {
    private static final Logger log = LoggerFactory.getLogger(Replay.class);

    private final Path journal;
    private final Consumer<Change> changes;
    private long records;
    private long damagedBytes;

    private Replay(Path journal, Consumer<Change> changes) {
        this.journal = journal;
        this.changes = changes;
    }

    /** What a replay has met. */
    record Outcome(long records, long damagedBytes) {
        boolean isDamaged() {
            return damagedBytes > 0;
        }
    }

    /** Hands every undamaged change in the file to the consumer, in the order of writing. */
    static Outcome of(Path journal, Consumer<Change> changes) throws IOException {
        return Files.exists(journal) ? new Replay(journal, changes).run() : new Outcome(0, 0);
    }

    private Outcome run() throws IOException {
        try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            read(channel.map(MapMode.READ_ONLY, 0, channel.size(), arena));
        }
        if (damagedBytes > 0) {
            keepAside();
        }
        return new Outcome(records, damagedBytes);
    }

    private void read(MemorySegment file) {
        long offset = 0;
        while (offset < file.byteSize()) {
            long length = RecordCodec.undamagedLength(file, offset);
            if (length > 0) {
                changes.accept(RecordCodec.decode(file, offset, length));
                records++;
                offset += length;
            } else {
                long next = nextUndamaged(file, offset + 1);
                damagedBytes += next - offset;
                log.warn("Journal {} is damaged at byte {}: skipped {} bytes", journal, offset, next - offset);
                offset = next;
            }
        }
    }

    private static long nextUndamaged(MemorySegment file, long from) {
        long offset = from;
        while (offset < file.byteSize() && RecordCodec.undamagedLength(file, offset) == 0) {
            offset++;
        }
        return offset;
    }

    private void keepAside() throws IOException {
        Path copy = firstFree(journal.getFileName() + ".damaged-");
        Files.copy(journal, copy);
        log.warn("Journal {} had {} damaged bytes; the whole file is kept as {}", journal, damagedBytes, copy);
    }

    private Path firstFree(String prefix) {
        int number = 1;
        while (Files.exists(journal.resolveSibling(prefix + number))) {
            number++;
        }
        return journal.resolveSibling(prefix + number);
    }
}
