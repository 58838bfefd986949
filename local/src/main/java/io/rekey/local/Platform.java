package io.rekey.local;

import io.rekey.local.run.PlatformException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;

/** What {@code ./rekey} runs. Trouble that a person can do something about is one sentence and exit code 2. */
@Command(
        name = "rekey",
        description = "Second-factor resets that are safe the moment they are accepted.",
        subcommands = {Up.class, Demo.class, Code.class, Secrets.class, WarmUp.class, HelpCommand.class},
        mixinStandardHelpOptions = true)
public final class Platform implements Callable<Integer> {

    static final int TROUBLE = 2;
    private static final int JAVA = 25;

    private Platform() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        return new CommandLine(new Platform())
                .setExecutionExceptionHandler(Platform::explain)
                .setParameterExceptionHandler(Platform::explain)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
    }

    @Override
    public Integer call() {
        CommandLine.usage(this, System.out);
        return 0;
    }

    static void requireJava() throws PlatformException {
        int present = Runtime.version().feature();
        if (present < JAVA) {
            throw new PlatformException("Rekey needs JDK " + JAVA + ", and this is JDK " + present
                    + ": set JAVA_HOME to a JDK " + JAVA + ".");
        }
    }

    private static int explain(Exception thrown, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (thrown instanceof PlatformException) {
            System.err.println("rekey: " + thrown.getMessage());
            return TROUBLE;
        }
        throw thrown;
    }

    private static int explain(ParameterException thrown, String[] args) {
        System.err.println("rekey: " + thrown.getMessage() + " (see: ./rekey help)");
        return TROUBLE;
    }
}
