package io.rekey.cli.policy;

import io.rekey.cli.connection.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code policy}. */
public final class PolicyCommands {

    private PolicyCommands() {}

    public static CommandLine policy(Session session) {
        return new CommandLine(new Group())
                .addSubcommand(new ShowPolicy(session))
                .addSubcommand(new SetPolicy(session));
    }

    @Command(name = "policy", description = "Look at the organization's policy, and change it.")
    private static final class Group {}
}
