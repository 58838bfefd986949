package io.rekey.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.journey.Account;
import io.rekey.journey.Installation;
import io.rekey.local.run.PlatformException;
import io.rekey.local.run.PlatformPorts;
import io.rekey.local.sample.SampleAccounts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The whole platform as a process of its own, as {@code ./rekey} starts it, with a folder that outlives it. */
final class PlatformProcess implements AutoCloseable {

    private final Path data;
    private final int port;
    private Process process;

    private PlatformProcess(Path data, int port) throws IOException {
        this.data = data;
        this.port = port;
        start();
    }

    static PlatformProcess up(Path data) throws IOException, PlatformException {
        // All ports move along with the public one: of nine in a row, free ones stand for the rest.
        return new PlatformProcess(data, PlatformPorts.free().identity());
    }

    /** Starts it and returns when it says that it is ready. */
    void start() throws IOException {
        process = run(
                "up",
                "--data",
                data.toString(),
                "--port",
                Integer.toString(port),
                "--kafka-port",
                port(5),
                "--mongo-port",
                port(6),
                "--smtp-port",
                port(7),
                "--inbox-port",
                port(8));
        List<String> said = new ArrayList<>();
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        while (line != null && !line.startsWith("Rekey is ready")) {
            said.add(line);
            line = out.readLine();
        }
        assertThat(line).as("ready, and not: " + said).isNotNull();
        // Whoever prints into a full pipe waits for ever.
        Thread.ofVirtual().start(() -> out.lines().forEach(rest -> {}));
    }

    /** kill -9: no hook runs, nothing is flushed. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    Installation installation() {
        return Installation.local(port, port + 8, port + 5);
    }

    String url() {
        return "http://localhost:" + port;
    }

    int mongoPort() {
        return port + 6;
    }

    /** Where a service listens: the first is for people. */
    String address(int service) {
        return "http://localhost:" + port(service);
    }

    Account account(String username) throws PlatformException {
        return SampleAccounts.find(data, username).orElseThrow();
    }

    /** The arguments with which another command finds this platform. */
    String[] where() {
        return new String[] {
            "--data",
            data.toString(),
            "--port",
            Integer.toString(port),
            "--kafka-port",
            port(5),
            "--inbox-port",
            port(8)
        };
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs a command of the platform in a process of its own. */
    static Process run(String... arguments) {
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx320m",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Platform.class.getName()),
                        Stream.of(arguments))
                .toList();
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String port(int offset) {
        return Integer.toString(port + offset);
    }
}
