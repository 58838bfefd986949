package io.rekey.cli;

import io.rekey.cli.connection.Session;
import io.rekey.cli.connection.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * What {@code ./rekey} runs for all that is done to a Rekey which runs somewhere. It is a client of the public API and has
 * no rights of its own: what a command may do is what its key may do.
 */
@Command(
        name = "rekey",
        description = "Second-factor resets that are safe the moment they are accepted.",
        versionProvider = Rekey.Version.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT)
public final class Rekey implements Runnable {

    @Mixin
    private final Session session;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    Rekey(Session session) {
        this.session = session;
    }

    /** Runs one command and ends the process with its {@link io.rekey.cli.output.ExitCode}. */
    public static void main(String[] args) {
        System.exit(run(Surroundings.ofProcess(), args));
    }

    /** Runs one command. */
    public static int run(Surroundings surroundings, String... args) {
        return CommandTree.of(new Session(surroundings)).execute(args);
    }

    @Override
    public void run() {
        session.output().raw(spec.commandLine().getUsageMessage());
    }

    /** The version of the jar that this runs from. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Rekey.class.getPackage().getImplementationVersion();
            return new String[] {"rekey " + (version == null ? "(not from a jar)" : version)};
        }
    }
}
