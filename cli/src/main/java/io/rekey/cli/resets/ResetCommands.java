package io.rekey.cli.resets;

import io.rekey.cli.connection.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code resets}, with what it can do about single ones. */
public final class ResetCommands {

    private ResetCommands() {}

    public static CommandLine resets(Session session) {
        return new CommandLine(new Group())
                .addSubcommand(new ListResets(session))
                .addSubcommand(new ShowReset(session));
    }

    @Command(name = "resets", description = "Look at resets, and reset many users by one plan.")
    private static final class Group {}
}
