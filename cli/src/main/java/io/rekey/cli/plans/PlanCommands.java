package io.rekey.cli.plans;

import io.rekey.cli.connection.Session;
import picocli.CommandLine;

/** What {@code resets} can do about many users at once. */
public final class PlanCommands {

    private PlanCommands() {}

    /** Adds them to the group. */
    public static CommandLine addTo(CommandLine resets, Session session) {
        return resets.addSubcommand(new Watch(session))
                .addSubcommand(new PlanResets(session))
                .addSubcommand(new ChangePlan.Stop(session))
                .addSubcommand(new ChangePlan.Pause(session))
                .addSubcommand(new ChangePlan.Resume(session));
    }
}
