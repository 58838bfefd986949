package io.rekey.cli;

import io.rekey.cli.connection.Session;
import io.rekey.cli.connection.Surroundings;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;

/** All commands as they are known to the parser, by what somebody types. */
final class Commands {

    private Commands() {}

    static CommandLine tree() {
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        return CommandTree.of(new Session(new Surroundings(
                nowhere, nowhere, InputStream.nullInputStream(), Map.of(), false, Path.of(""), Clock.systemUTC())));
    }

    /** Without those that the module local has. */
    static Map<String, CommandLine> byName() {
        Map<String, CommandLine> commands = new TreeMap<>();
        collect("", tree(), commands);
        return commands;
    }

    private static void collect(String prefix, CommandLine parent, Map<String, CommandLine> commands) {
        parent.getSubcommands().forEach((name, command) -> {
            if (!RunHere.has(name)) {
                commands.put(prefix + name, command);
                collect(prefix + name + " ", command, commands);
            }
        });
    }
}
