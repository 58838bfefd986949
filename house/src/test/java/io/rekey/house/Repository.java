package io.rekey.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The files of this repository, as a person finds them: without what the build or a run left behind. */
final class Repository {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private Repository() {}

    static Path root() {
        return ROOT;
    }

    static Stream<Path> files(String suffix) throws IOException {
        return Files.walk(ROOT).filter(file -> file.toString().endsWith(suffix)).filter(Repository::isSource);
    }

    static String relative(Path file) {
        return ROOT.relativize(file).toString();
    }

    private static boolean isSource(Path file) {
        String path = relative(file);
        return !path.contains("target/")
                && !path.startsWith("data/")
                && !path.startsWith(".git/")
                && !isOfAnotherCheckout(path);
    }

    /** A worktree that somebody keeps inside this folder is a repository of its own. */
    private static boolean isOfAnotherCheckout(String path) {
        return path.contains("/")
                && Files.exists(ROOT.resolve(path.replaceFirst("/.*", "")).resolve(".git"));
    }
}
