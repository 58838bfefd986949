package io.rekey.cli.resets;

import io.rekey.cli.connection.LongPoll;
import io.rekey.cli.output.ExitCode;
import io.rekey.cli.output.FailedException;
import io.rekey.cli.output.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Waits until a reset is complete on all services, and tells each effect as it is reported. */
public final class AwaitReset {

    private final Resets resets;
    private final Progress progress;
    private final LongPoll poll;
    private final Map<String, String> told = new HashMap<>();

    public AwaitReset(Resets resets, Progress progress, Clock clock) {
        this.resets = resets;
        this.progress = progress;
        this.poll = new LongPoll(clock, Duration.ofSeconds(30));
    }

    /**
     * The reset when it is complete, when it never will be, or when the time is up: see {@link #requireComplete}.
     *
     * @param changed is given each state that differs from the one before
     */
    public Reset until(String resetId, Instant deadline, Consumer<Reset> changed) {
        Reset reset = resets.find(resetId);
        tell(reset, changed);
        while (reset.isUnderWay() && poll.isTimeLeft(deadline)) {
            Reset next = poll.ask(deadline, wait -> resets.find(resetId, wait));
            if (!next.equals(reset)) {
                tell(next, changed);
            }
            reset = next;
        }
        return reset;
    }

    /** @throws FailedException saying why not, if it is not complete */
    public static void requireComplete(Reset reset) {
        if (reset.isComplete()) {
            return;
        }
        if (reset.isOver()) {
            throw FailedException.of(
                    ExitCode.REFUSED, "the reset " + reset.id() + " is over without being complete: " + reset.state());
        }
        if (reset.hasFailed()) {
            throw FailedException.of(
                    ExitCode.UNEXPECTED,
                    "the reset " + reset.id() + " holds, but not all of it was done: "
                            + effects(reset, Reset.Effect::hasFailed) + " failed.");
        }
        String pending = effects(reset, effect -> effect.state().equals("pending"));
        throw FailedException.of(
                ExitCode.WAIT_RAN_OUT,
                "the reset " + reset.id() + " is " + reset.state() + " and not complete yet; it goes on by itself."
                        + (pending.isEmpty() ? "" : " Pending: " + pending + ".")
                        + " Watch it: ./rekey resets watch " + reset.id());
    }

    private void tell(Reset reset, Consumer<Reset> changed) {
        for (Reset.Effect effect : reset.effects()) {
            if (!effect.state().equals(told.put(effect.described(), effect.state()))) {
                progress.step(effect.described(), effect.state());
            }
        }
        changed.accept(reset);
    }

    private static String effects(Reset reset, Predicate<Reset.Effect> kind) {
        return reset.effects().stream()
                .filter(kind)
                .map(Reset.Effect::described)
                .collect(Collectors.joining(", "));
    }
}
