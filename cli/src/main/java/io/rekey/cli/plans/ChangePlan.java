package io.rekey.cli.plans;

import io.rekey.cli.connection.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes hold of a plan that runs. */
abstract class ChangePlan implements Runnable {

    private final Session session;
    private final String change;

    @Parameters(paramLabel = "<planId>", description = "as resets plan tells it")
    private String planId = "";

    private ChangePlan(Session session, String change) {
        this.session = session;
        this.change = change;
    }

    @Override
    public void run() {
        Plans plans = new Plans(session.connection());
        plans.change(planId, change);
        Plan plan = plans.find(planId);
        session.output().json(plan.json());
        session.output().print(plan.summary());
    }

    @Command(name = "stop", description = "Stop a plan for good; who was reset stays reset.")
    static final class Stop extends ChangePlan {
        Stop(Session session) {
            super(session, "stop");
        }
    }

    @Command(name = "pause", description = "Pause a plan, to be resumed.")
    static final class Pause extends ChangePlan {
        Pause(Session session) {
            super(session, "pause");
        }
    }

    @Command(name = "resume", description = "Let a paused plan go on.")
    static final class Resume extends ChangePlan {
        Resume(Session session) {
            super(session, "resumption");
        }
    }
}
