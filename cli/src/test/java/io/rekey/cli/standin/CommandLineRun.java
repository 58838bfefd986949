package io.rekey.cli.standin;

import io.rekey.cli.Rekey;
import io.rekey.cli.connection.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs commands in this process, in surroundings that a test arranges. */
public final class CommandLineRun {

    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Path home;
    private String input = "";
    private boolean terminal;

    public CommandLineRun(Path home) {
        this.home = home;
    }

    public CommandLineRun with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public CommandLineRun without(String variable) {
        environment.remove(variable);
        return this;
    }

    /** What comes in by standard input. */
    public CommandLineRun input(String text) {
        input = text;
        return this;
    }

    public CommandLineRun onTerminal() {
        terminal = true;
        return this;
    }

    /** Runs one command. */
    public Outcome run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = Rekey.run(
                new Surroundings(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        environment,
                        terminal,
                        home,
                        Clock.systemUTC()),
                arguments);
        return new Outcome(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
