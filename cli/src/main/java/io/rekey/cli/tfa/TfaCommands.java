package io.rekey.cli.tfa;

import io.rekey.cli.connection.Session;
import java.util.List;
import picocli.CommandLine;

/** The commands that begin with {@code tfa:}. */
public final class TfaCommands {

    private TfaCommands() {}

    public static List<CommandLine> of(Session session) {
        return List.of(
                new CommandLine(new ResetSecondFactor(session)),
                new CommandLine(new ListProviders(session)),
                new CommandLine(new Suspension.Disable(session)),
                new CommandLine(new Suspension.Enable(session)));
    }
}
