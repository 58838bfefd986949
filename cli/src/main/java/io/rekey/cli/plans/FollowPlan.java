package io.rekey.cli.plans;

import io.rekey.cli.connection.Connection;
import io.rekey.cli.connection.LongPoll;
import io.rekey.cli.connection.Session;
import io.rekey.cli.output.ExitCode;
import io.rekey.cli.output.FailedException;
import io.rekey.cli.output.Output;
import io.rekey.cli.resets.AwaitReset;
import io.rekey.cli.resets.Reset;
import io.rekey.cli.resets.Resets;
import io.rekey.cli.users.Users;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Watches a plan that is being executed, with a bar; whoever presses Ctrl-C ends the watching and not the plan. */
final class FollowPlan {

    private final Connection connection;
    private final Plans plans;
    private final Output output;
    private final Clock clock;
    private final LongPoll poll;

    FollowPlan(Session session) {
        this.connection = session.connection();
        this.plans = new Plans(connection);
        this.output = session.output();
        this.clock = session.surroundings().clock();
        this.poll = new LongPoll(clock, Duration.ofSeconds(2)); // a bar should move
    }

    /** The plan when it is over, when it waits for approval, or when the time is up. */
    Plan follow(String planId, Instant deadline, Consumer<Plan> changed) {
        try (LeftRunning _ = LeftRunning.tell(output, planId)) {
            Plan plan = plans.find(planId);
            tell(plan, changed);
            while (!plan.isOver() && !plan.awaitsApproval() && poll.isTimeLeft(deadline)) {
                Plan next = poll.ask(deadline, wait -> plans.find(planId, wait));
                if (!next.equals(plan)) {
                    tell(next, changed);
                }
                plan = next;
            }
            return plan;
        } finally {
            output.progress().end();
        }
    }

    /** Waits until each reset of the plan is complete on all services, or the time is up. */
    void awaitResets(Plan plan, List<Target> targets, Instant deadline) {
        AwaitReset await = new AwaitReset(new Resets(connection), output.silence(), clock);
        List<String> ids = targets.stream()
                .map(Target::resetId)
                .filter(id -> !id.isEmpty())
                .toList();
        List<Reset> open = new ArrayList<>();
        try (LeftRunning _ = LeftRunning.tell(output, plan.id())) {
            for (int i = 0; i < ids.size(); i++) {
                output.progress().advance(i - open.size(), ids.size(), "complete on all services");
                Reset reset = await.until(ids.get(i), deadline, changed -> {});
                if (!reset.isComplete()) {
                    open.add(reset);
                }
            }
            output.progress().advance(ids.size() - open.size(), ids.size(), "complete on all services");
        } finally {
            output.progress().end();
        }
        requireNoneOpen(open);
    }

    /** @throws FailedException if not everybody in the plan was reset, or not yet */
    void requireDone(Plan plan, List<Target> targets) {
        if (plan.awaitsApproval()) {
            throw FailedException.of(
                    ExitCode.REFUSED,
                    "the plan " + plan.id() + " runs only when it is approved."
                            + new Users(connection).whoMayApprove());
        }
        if (!plan.isOver()) {
            throw FailedException.of(
                    ExitCode.WAIT_RAN_OUT,
                    "the plan " + plan.id() + " is " + plan.state() + "; it goes on by itself."
                            + " Watch it: ./rekey resets watch " + plan.id());
        }
        long left = targets.stream().filter(target -> !target.isHit()).count();
        if (!plan.isDone() || left > 0) {
            throw FailedException.of(
                    ExitCode.REFUSED,
                    "the plan " + plan.id() + " is " + plan.state() + ", and " + left + " of " + targets.size()
                            + " in it were refused.");
        }
    }

    private void tell(Plan plan, Consumer<Plan> changed) {
        output.progress().advance(plan.done(), plan.total(), plan.progressNote());
        changed.accept(plan);
    }

    private static void requireNoneOpen(List<Reset> open) {
        for (Reset reset : open) {
            try {
                AwaitReset.requireComplete(reset);
            } catch (FailedException e) {
                throw open.size() == 1
                        ? e
                        : e.saying("\nSo it is with " + open.size() + " resets of the plan, or alike.");
            }
        }
    }
}
