package io.rekey.testbackends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder under the system's temporary one that is gone when the JVM is. */
record ScratchFolder(Path path) {

    static ScratchFolder make(String name) {
        try {
            return new ScratchFolder(Files.createTempDirectory("rekey-test-" + name + "-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** First the server lets go of its files, then they are deleted. */
    void deleteAtExitAfter(Runnable close) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            close.run();
            deleteQuietly();
        }));
    }

    /** Deletes what is in it. */
    void empty() {
        try {
            deleteBelow(path);
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void deleteQuietly() {
        try {
            deleteBelow(path);
        } catch (IOException | UncheckedIOException e) {
            // The JVM is ending and nobody is left to be told; the system clears its temporary folder some day.
            return;
        }
    }

    private static void deleteBelow(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        }
    }
}
