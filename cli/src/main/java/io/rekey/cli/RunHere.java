package io.rekey.cli;

import io.rekey.cli.output.FailedException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The commands that run Rekey on this machine. The module {@code local} has them, and {@code ./rekey} goes there; here they
 * are known by name, so that one help text and one completion have everything.
 */
final class RunHere {

    private static final Map<String, String> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("up", "Start everything here, and keep what it stores.");
        COMMANDS.put("demo", "Play the lost-phone journey and check every step. Needs nothing running.");
        COMMANDS.put("code", "Print the six digits that a sample account's authenticator shows now.");
        COMMANDS.put("secrets", "Print a fresh set of secrets: ./rekey secrets > .env");
    }

    private RunHere() {}

    /** Name and description of each. */
    static Map<String, String> commands() {
        return Map.copyOf(COMMANDS);
    }

    static boolean has(String name) {
        return COMMANDS.containsKey(name);
    }

    static void addTo(CommandLine tree) {
        COMMANDS.forEach((name, description) -> {
            CommandLine command = new CommandLine(new Elsewhere());
            command.getCommandSpec().usageMessage().description(description);
            tree.addSubcommand(name, command);
        });
    }

    @Command
    private static final class Elsewhere implements Runnable {

        @Override
        public void run() {
            throw FailedException.usage("this runs Rekey here, from its folder: ./rekey");
        }
    }
}
