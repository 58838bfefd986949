package io.rekey.cli.plans;

import io.rekey.cli.connection.Session;
import io.rekey.cli.option.ResetOptions;
import io.rekey.cli.option.WaitOption;
import io.rekey.cli.output.FailedException;
import io.rekey.cli.output.Output;
import io.rekey.cli.output.Table;
import io.rekey.cli.tfa.Providers;
import io.rekey.cli.users.InputFile;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Many at once: first what would happen, and only with {@code --execute} that it happens. */
@Command(
        name = "plan",
        description = "Plan the reset of everybody in a file: who would be hit, who not and why. Nobody is reset"
                + " without --execute.")
final class PlanResets implements Runnable {

    private static final int MOST_ROWS = 50;

    private final Session session;

    @Parameters(
            paramLabel = "<file.csv>",
            description = "has a column user: id, username or e-mail address; - reads standard input")
    private String file = "";

    @Mixin
    private ResetOptions options = new ResetOptions();

    @Option(
            names = "--providers",
            paramLabel = "<provider>",
            split = ",",
            description = "only these, joined by commas (default: all)")
    private List<String> providers = List.of();

    @Option(names = "--execute", description = "execute the plan, and show how far it has come")
    private boolean execute;

    @Mixin
    private WaitOption wait = new WaitOption();

    PlanResets(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        options.check();
        if (wait.isWanted() && !execute) {
            throw FailedException.usage("--wait waits for what --execute starts: give both.");
        }
        byte[] csv = InputFile.read(file, session.surroundings());
        if (!providers.isEmpty()) {
            new Providers(session.connection()).require(providers);
        }
        Plans plans = new Plans(session.connection());
        Plan plan = plans.make(csv, options, providers);
        List<Target> targets = plans.targets(plan.id());
        show(plan, targets);
        if (execute) {
            execute(plans, plan);
        } else {
            session.output().json(plan.with(targets));
            session.output().note("Nobody was reset. To do it, give the same command with --execute.");
        }
    }

    private void execute(Plans plans, Plan made) {
        plans.execute(made.id());
        session.output().note("Executing the plan " + made.id() + ".");
        FollowPlan following = new FollowPlan(session);
        Instant deadline = wait.deadline(session.surroundings().clock()).orElse(Instant.MAX);
        Plan plan = following.follow(made.id(), deadline, changed -> {});
        List<Target> targets = plans.targets(plan.id());
        session.output().json(plan.with(targets));
        session.output().print(plan.summary());
        if (wait.isWanted() && plan.isOver()) {
            following.awaitResets(plan, targets, deadline);
        }
        following.requireDone(plan, targets);
    }

    private void show(Plan plan, List<Target> targets) {
        Output output = session.output();
        output.print(plan.described());
        output.print("");
        rows("Would be reset", targets.stream().filter(Target::isHit).toList());
        rows(
                "Would not be reset",
                targets.stream().filter(target -> !target.isHit()).toList());
    }

    private void rows(String heading, List<Target> targets) {
        Table table = Table.of(heading.toUpperCase(Locale.ROOT), "OUTCOME", "WHY");
        targets.stream()
                .limit(MOST_ROWS)
                .forEach(target -> table.row(target.user(), target.outcome(), target.detail()));
        session.output().print(table);
        if (targets.size() > MOST_ROWS) {
            session.output().print("… and " + (targets.size() - MOST_ROWS) + " more; --json prints all of them");
        }
    }
}
