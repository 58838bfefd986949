package io.rekey.cli.users;

import io.rekey.cli.connection.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code users find} and {@code import}. */
public final class UserCommands {

    private UserCommands() {}

    public static CommandLine users(Session session) {
        return new CommandLine(new Group()).addSubcommand(new FindUsers(session));
    }

    public static CommandLine importing(Session session) {
        return new CommandLine(new ImportUsers(session));
    }

    @Command(name = "users", description = "Find users.")
    private static final class Group {}
}
