package io.rekey.cli.plans;

import io.rekey.cli.connection.Session;
import io.rekey.cli.output.ExitCode;
import io.rekey.cli.output.FailedException;
import io.rekey.cli.resets.AwaitReset;
import io.rekey.cli.resets.Reset;
import io.rekey.cli.resets.Resets;
import java.time.Clock;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Looks on until it is complete. Ctrl-C ends the looking, and nothing else. */
@Command(
        name = "watch",
        description = "Watch a reset until it is complete on all services, or a plan until it is over; with --json each"
                + " change is a line.")
final class Watch implements Runnable {

    private final Session session;

    @Parameters(paramLabel = "<resetId|planId>", description = "a reset, or a plan")
    private String id = "";

    Watch(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        if (isReset()) {
            watchReset();
        } else {
            watchPlan();
        }
    }

    private boolean isReset() {
        try {
            new Resets(session.connection()).find(id);
            return true;
        } catch (FailedException e) {
            if (e.is(ExitCode.NOT_FOUND)) {
                return false;
            }
            throw e;
        }
    }

    private void watchReset() {
        Clock clock = session.surroundings().clock();
        Reset reset = new AwaitReset(
                        new Resets(session.connection()), session.output().progress(), clock)
                .until(id, Instant.MAX, changed -> session.output().json(changed.json()));
        session.output().print("Reset " + reset.id() + ": " + reset.state());
        AwaitReset.requireComplete(reset);
    }

    private void watchPlan() {
        FollowPlan following = new FollowPlan(session);
        Plan plan =
                following.follow(id, Instant.MAX, changed -> session.output().json(changed.json()));
        session.output().print(plan.summary());
        following.requireDone(plan, new Plans(session.connection()).targets(id));
    }
}
