package io.rekey.cli;

import io.rekey.cli.connection.Session;
import io.rekey.cli.output.FailedException;
import io.rekey.cli.output.Nearest;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code help users find} is {@code users find --help}. */
@Command(name = "help", description = "Show what there is, or how a command is used.")
final class ShowHelp implements Runnable {

    private final Session session;

    @Parameters(paramLabel = "<command>", arity = "0..*", description = "for example: users find")
    private List<String> path = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    ShowHelp(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        CommandLine command = spec.root().commandLine();
        for (String name : path) {
            CommandLine next = command.getSubcommands().get(name);
            if (next == null) {
                throw FailedException.usage("there is no command " + String.join(" ", path) + "."
                        + Nearest.question(name, command.getSubcommands().keySet()));
            }
            command = next;
        }
        session.output().raw(command.getUsageMessage(command.getColorScheme()));
    }
}
