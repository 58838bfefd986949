package io.rekey.localmongo;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One process per journal. The system takes the lock back when the process dies, however it dies. */
final class FolderLock implements AutoCloseable {
    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** In a file of its own, because the journal itself is replaced by compaction. */
    static FolderLock of(Path journal) throws IOException {
        FileChannel channel = FileChannel.open(journal.resolveSibling(journal.getFileName() + ".lock"), CREATE, WRITE);
        if (lock(channel) == null) {
            channel.close();
            throw new IOException("The data in %s is in use by another process"
                    .formatted(journal.toAbsolutePath().getParent()));
        }
        return new FolderLock(channel);
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very JVM
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
