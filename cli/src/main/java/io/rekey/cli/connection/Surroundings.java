package io.rekey.cli.connection;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * What a command finds around it: a process's own streams and environment, or those of whoever runs it inside another.
 *
 * @param terminal whether somebody watches standard error
 * @param home the root of the repository, where the local platform keeps its data unless told otherwise
 */
public record Surroundings(
        PrintStream out,
        PrintStream err,
        InputStream in,
        Map<String, String> environment,
        boolean terminal,
        Path home,
        Clock clock) {

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** Those of this process; {@code ./rekey} says in {@code rekey.terminal} and {@code rekey.home} what Java cannot see. */
    public static Surroundings ofProcess() {
        return new Surroundings(
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                System.in,
                System.getenv(),
                Boolean.getBoolean("rekey.terminal"),
                Path.of(System.getProperty("rekey.home", "")),
                Clock.systemUTC());
    }

    /** A variable of the environment; empty also where it is set to nothing. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** UTF-8 whatever the locale says: JSON is nothing else (RFC 8259, section 8.1). */
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor)), true, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Surroundings[home=" + home + "]"; // an environment may hold anything
    }
}
