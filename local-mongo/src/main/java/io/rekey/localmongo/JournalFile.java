package io.rekey.localmongo;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.stream.Stream;

/** The file under the journal: grows at its end, or is replaced as a whole. Not thread-safe. */
final class JournalFile implements AutoCloseable {
    private static final int CHUNK = 1 << 20;

    private final Path path;
    private final boolean fsync;
    private FileChannel channel;
    private volatile long size;

    JournalFile(Path path, boolean fsync) throws IOException {
        this.path = path;
        this.fsync = fsync;
        this.channel = FileChannel.open(path, CREATE, WRITE, APPEND);
        this.size = channel.size();
    }

    long size() {
        return size;
    }

    void append(ByteBuf bytes) throws IOException {
        long grown = size + write(bytes, channel);
        size = grown;
        if (fsync) {
            channel.force(false);
        }
    }

    /**
     * Puts a file with these changes in the place of this one. Until the rename nothing has happened, after it all has:
     * a crash leaves one of the two files whole, and at worst a {@code .new} file that the next call overwrites.
     */
    void replace(Stream<Change> changes) throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        FileChannel to = FileChannel.open(fresh, CREATE, WRITE, TRUNCATE_EXISTING);
        long written;
        try {
            written = writeAll(changes.iterator(), to);
            to.force(true);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            to.close();
            Files.deleteIfExists(fresh);
            throw e;
        }
        channel.close();
        channel = to;
        size = written;
        forceFolder();
    }

    private static long writeAll(Iterator<Change> changes, FileChannel to) throws IOException {
        ByteBuf chunk = Unpooled.buffer(CHUNK);
        long written = 0;
        while (changes.hasNext()) {
            RecordCodec.encode(changes.next(), chunk);
            if (chunk.readableBytes() >= CHUNK || !changes.hasNext()) {
                written += write(chunk, to);
                chunk.clear();
            }
        }
        return written;
    }

    private static long write(ByteBuf bytes, FileChannel to) throws IOException {
        ByteBuffer left = bytes.nioBuffer();
        long length = left.remaining();
        while (left.hasRemaining()) {
            to.write(left);
        }
        return length;
    }

    /** The rename itself is only on the disk when the folder is. */
    private void forceFolder() throws IOException {
        try (FileChannel folder = FileChannel.open(path.toAbsolutePath().getParent(), READ)) {
            folder.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            channel.force(true);
            channel.close();
        }
    }
}
