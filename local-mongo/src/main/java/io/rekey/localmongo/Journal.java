package io.rekey.localmongo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes changes durable before anybody hears of them. {@link #apply} changes the documents in memory and queues the
 * change; {@link #sync} returns when the file has everything queued before, where one caller writes for all that wait
 * (group commit).
 */
final class Journal implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Journal.class);

    private final Tables tables = new Tables();
    private final PendingChanges pending = new PendingChanges();
    private final Object writing = new Object();
    private final FolderLock lock;
    private final JournalFile file;
    private final CompactionPolicy policy;
    private volatile long durable;
    private @Nullable IOException failure;

    private Journal(Path path, boolean fsync, CompactionPolicy policy, FolderLock lock) throws IOException {
        this.lock = lock;
        this.policy = policy;
        Replay.Outcome replayed = Replay.of(path, tables::apply);
        this.file = new JournalFile(path, fsync);
        // A damaged file must not be appended to: its tail would hide what comes after.
        if (replayed.isDamaged() || policy.isWorthwhile(replayed.records(), tables.documentCount())) {
            file.replace(tables.snapshot());
        }
        policy.compacted(file.size());
    }

    static Journal open(Path path, boolean fsync) throws IOException {
        return open(path, fsync, new CompactionPolicy());
    }

    static Journal open(Path path, boolean fsync, CompactionPolicy policy) throws IOException {
        FolderLock lock = FolderLock.of(path);
        try {
            return new Journal(path, fsync, policy, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    Tables tables() {
        return tables;
    }

    /** Called while the collection is locked, so that the changes of one document keep their order. */
    void apply(Change change) {
        tables.apply(change);
        pending.add(change);
    }

    /** Returns when everything applied before the call is in the file. */
    void sync() {
        long mine = pending.lastNumber();
        if (durable >= mine) {
            return;
        }
        synchronized (writing) {
            if (durable < mine) {
                writeOrRefuse();
            }
        }
    }

    /** After a failed write the end of the file is unknown, so nothing is ever acknowledged again. */
    private void writeOrRefuse() {
        if (failure != null) {
            throw new UncheckedIOException("The journal cannot be written", failure);
        }
        try {
            PendingChanges.Batch batch = pending.take();
            file.append(batch.bytes());
            durable = batch.upTo();
            pending.recycle(batch);
        } catch (IOException e) {
            failure = e;
            throw new UncheckedIOException("The journal cannot be written", e);
        }
        if (policy.isDue(file.size())) {
            compact();
        }
    }

    /**
     * Writers go on in memory meanwhile, and their replies wait. What they change is queued, hence written behind the
     * snapshot whether or not the snapshot has it already.
     */
    private void compact() {
        long before = file.size();
        try {
            file.replace(tables.snapshot());
            log.info("Compacted the journal from {} to {} bytes", before, file.size());
        } catch (IOException e) {
            log.warn("The journal could not be compacted and keeps growing", e);
        }
        policy.compacted(file.size());
    }

    long fileSize() {
        return file.size();
    }

    @Override
    public void close() throws IOException {
        synchronized (writing) {
            try (lock;
                    file) {
                sync();
            }
        }
    }
}
