package io.rekey.local.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The folder with all state of the local platform, held for this process alone. The system lets go of it when the process
 * dies, however it dies.
 */
public final class DataFolder implements AutoCloseable {

    private static final String LOCK = "in-use.lock";
    private static final long LEAST_SPACE = 500L * 1024 * 1024;

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Takes the folder, which is made if absent.
     *
     * @throws PlatformException if it cannot be written, another process has it, or the disk is nearly full
     */
    public static DataFolder open(Path path) throws PlatformException {
        Path folder = path.toAbsolutePath().normalize();
        FileChannel lock = create(folder);
        try {
            requireAlone(folder, lock);
            requireSpace(folder);
        } catch (PlatformException e) {
            closeQuietly(lock);
            throw e;
        }
        return new DataFolder(folder, lock);
    }

    /** Whether a running platform has the folder. Makes nothing and takes nothing. */
    public static boolean isInUse(Path path) {
        Path file = path.resolve(LOCK);
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock free = channel.tryLock()) {
            return free == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public Path path() {
        return path;
    }

    Path mongo() {
        return path.resolve("mongo");
    }

    Path kafka() {
        return path.resolve("kafka");
    }

    Path inbox() {
        return path.resolve("inbox");
    }

    Path secrets() {
        return path.resolve("secrets.properties");
    }

    /** Where the key of whoever runs this platform is. */
    Path operatorKey() {
        return path.resolve("secrets");
    }

    @Override
    public void close() {
        closeQuietly(lock);
    }

    private static FileChannel create(Path folder) throws PlatformException {
        try {
            Files.createDirectories(folder);
            return FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new PlatformException(
                    "The data folder " + folder + " cannot be written: choose another with --data (REKEY_DATA).", e);
        }
    }

    private static void requireAlone(Path folder, FileChannel lock) throws PlatformException {
        try {
            if (lock.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException | IOException e) {
            // held in this very process, or not lockable: the same answer
        }
        throw new PlatformException("The data folder " + folder
                + " is in use by another Rekey: end that one, or choose another with --data (REKEY_DATA).");
    }

    private static void requireSpace(Path folder) throws PlatformException {
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free < LEAST_SPACE) {
                throw new PlatformException("Only " + free / (1024 * 1024) + " MB are free where the data folder "
                        + folder + " is; Rekey needs 500 MB: make room, or choose another with --data (REKEY_DATA).");
            }
        } catch (IOException e) {
            throw new PlatformException("The disk of the data folder " + folder + " cannot be read.", e);
        }
    }

    private static void closeQuietly(FileChannel lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
