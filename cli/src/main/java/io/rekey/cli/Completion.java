package io.rekey.cli;

import io.rekey.cli.connection.Session;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** For people who type. */
@Command(name = "completion", description = "Print a completion script for bash.")
final class Completion implements Runnable {

    private static final String COLONS = """

            # Some commands have a colon in their names, which bash would take for the end of a word.
            COMP_WORDBREAKS=${COMP_WORDBREAKS//:/}
            """;

    private final Session session;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    Completion(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        session.output().raw(AutoComplete.bash("rekey", spec.root().commandLine()) + COLONS);
    }
}
