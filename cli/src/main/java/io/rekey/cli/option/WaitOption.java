package io.rekey.cli.option;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code --wait}: end only when the reset is complete on all services, or the time is up. */
public final class WaitOption {

    private static final String STANDARD = "5m";

    @Option(
            names = "--wait",
            paramLabel = "<duration>",
            arity = "0..1",
            fallbackValue = STANDARD,
            preprocessor = OnlyAttached.class,
            description = "wait until the reset is complete on all services (default " + STANDARD + ")")
    private @Nullable Duration duration;

    public boolean isWanted() {
        return duration != null;
    }

    /** When to give up; empty if nobody wants to wait. */
    public Optional<Instant> deadline(Clock clock) {
        return Optional.ofNullable(duration).map(clock.instant()::plus);
    }

    /** A value belongs to the option only behind {@code =}: in {@code --wait marta all}, marta is the user. */
    static final class OnlyAttached implements IParameterPreprocessor {

        @Override
        @SuppressWarnings("JdkObsolete") // the interface's own type
        public boolean preprocess(Stack<String> args, CommandSpec command, ArgSpec option, Map<String, Object> info) {
            if (!"=".equals(info.get("separator"))) {
                args.push(STANDARD);
            }
            return false;
        }
    }
}
