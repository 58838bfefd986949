package io.rekey.cli;

import io.rekey.cli.connection.Session;
import io.rekey.cli.output.ExitCode;
import io.rekey.cli.output.FailedException;
import io.rekey.cli.output.Output;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever went wrong into sentences and an exit code. */
final class ExplainFailures implements IExecutionExceptionHandler, IParameterExceptionHandler {

    private final Session session;

    ExplainFailures(Session session) {
        this.session = session;
    }

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
        FailedException failure = thrown instanceof FailedException failed ? failed : unexpected(thrown);
        session.output().failed(failure);
        return failure.exitCode().number();
    }

    @Override
    public int handleParseException(ParameterException thrown, String[] args) {
        String command = thrown.getCommandLine().getCommandSpec().qualifiedName();
        FailedException failure =
                FailedException.usage(thrown.getMessage() + suggestions(thrown) + " (see: " + command + " --help)");
        boolean json = Arrays.asList(args).contains("--json"); // what was read before the mistake is not all there is
        new Output(session.surroundings().out(), session.surroundings().err(), false, json, false).failed(failure);
        return ExitCode.USAGE.number();
    }

    private static String suggestions(ParameterException thrown) {
        List<String> suggestions =
                thrown instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        return suggestions.isEmpty()
                ? ""
                : ". Did you mean "
                        + String.join(" or ", suggestions.stream().limit(3).toList()) + "?";
    }

    /** Kind and place, and not the message: it may quote what nobody should see. */
    private static FailedException unexpected(Exception thrown) {
        String place = Stream.of(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("io.rekey."))
                .findFirst()
                .map(frame -> " at " + frame)
                .orElse("");
        return FailedException.of(
                ExitCode.UNEXPECTED,
                "something unexpected happened (" + thrown.getClass().getName() + place + "): please report it.");
    }
}
