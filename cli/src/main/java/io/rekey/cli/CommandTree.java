package io.rekey.cli;

import io.rekey.cli.connection.Session;
import io.rekey.cli.devices.DeviceCommands;
import io.rekey.cli.option.SimpleDuration;
import io.rekey.cli.plans.PlanCommands;
import io.rekey.cli.policy.PolicyCommands;
import io.rekey.cli.resets.ResetCommands;
import io.rekey.cli.tfa.TfaCommands;
import io.rekey.cli.users.UserCommands;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/** Puts the commands together; each package brings its own. */
final class CommandTree {

    private CommandTree() {}

    static CommandLine of(Session session) {
        CommandLine tree = new CommandLine(new Rekey(session));
        TfaCommands.of(session).forEach(tree::addSubcommand);
        tree.addSubcommand(UserCommands.users(session));
        tree.addSubcommand(PlanCommands.addTo(ResetCommands.resets(session), session));
        tree.addSubcommand(DeviceCommands.devices(session));
        tree.addSubcommand(PolicyCommands.policy(session));
        tree.addSubcommand(UserCommands.importing(session));
        tree.addSubcommand(new Completion(session));
        tree.addSubcommand(new ShowHelp(session));
        RunHere.addTo(tree);
        HelpLayout.applyTo(tree);
        ExplainFailures explain = new ExplainFailures(session);
        return tree.registerConverter(Duration.class, new SimpleDuration())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false) // a name may begin with @
                .setColorScheme(Help.defaultColorScheme(Ansi.OFF))
                .setOut(new PrintWriter(session.surroundings().out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(session.surroundings().err(), true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler(explain)
                .setParameterExceptionHandler(explain);
    }
}
