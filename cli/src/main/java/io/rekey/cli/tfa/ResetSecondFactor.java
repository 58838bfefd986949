package io.rekey.cli.tfa;

import io.rekey.cli.connection.Session;
import io.rekey.cli.option.ResetOptions;
import io.rekey.cli.option.WaitOption;
import io.rekey.cli.output.ExitCode;
import io.rekey.cli.output.FailedException;
import io.rekey.cli.output.Json;
import io.rekey.cli.resets.AwaitReset;
import io.rekey.cli.resets.Reset;
import io.rekey.cli.resets.Resets;
import io.rekey.cli.users.KnownUser;
import io.rekey.cli.users.Users;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The lost phone, from a terminal. */
@Command(
        name = "tfa:reset",
        description = "Reset a user's second factor. From the moment this says so, nothing old opens the account; the"
                + " user gets a mailed link to set up again.")
final class ResetSecondFactor implements Runnable {

    private final Session session;

    @Parameters(index = "0", paramLabel = "<username>", description = "exactly as the user signs in")
    private String username = "";

    @Parameters(index = "1", paramLabel = "<provider|all>", description = "see tfa:providers")
    private String provider = "";

    @Mixin
    private ResetOptions options = new ResetOptions();

    @Mixin
    private WaitOption wait = new WaitOption();

    ResetSecondFactor(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        options.check();
        Clock clock = session.surroundings().clock();
        KnownUser user = new Users(session.connection()).require(username);
        List<String> providers = new Providers(user.connection()).select(provider);
        JsonNode verdict = new Resets(user.connection()).request(options.order(user.userId(), providers));
        switch (Json.text(verdict, "outcome")) {
            case "ACCEPTED" ->
                wait.deadline(clock)
                        .ifPresentOrElse(deadline -> await(user, verdict, deadline), () -> accepted(user, verdict));
            case "PENDING_APPROVAL" -> throw needsApproval(user, verdict);
            default -> throw refused(user, verdict);
        }
    }

    private void accepted(KnownUser user, JsonNode verdict) {
        String resetId = Json.text(verdict, "resetId");
        session.output().json(verdict);
        session.output()
                .print(user.username() + ": reset " + resetId + " is accepted. " + Json.text(verdict, "detail"));
        session.output().note("Watch it: ./rekey resets watch " + resetId);
    }

    private void await(KnownUser user, JsonNode verdict, Instant deadline) {
        String resetId = Json.text(verdict, "resetId");
        session.output().note(user.username() + ": reset " + resetId + " is accepted. " + Json.text(verdict, "detail"));
        Reset reset = new AwaitReset(
                        new Resets(user.connection()),
                        session.output().progress(),
                        session.surroundings().clock())
                .until(resetId, deadline, changed -> {});
        session.output().json(reset.json());
        AwaitReset.requireComplete(reset);
        session.output().print(user.username() + ": reset " + resetId + " is complete on all services.");
    }

    private FailedException needsApproval(KnownUser user, JsonNode verdict) {
        session.output().json(verdict);
        String plan = Json.text(verdict, "planId");
        return FailedException.of(
                ExitCode.REFUSED,
                "the reset of " + user.username() + " waits for approval as "
                        + (plan.isEmpty() ? "reset " + Json.text(verdict, "resetId") : "plan " + plan) + "."
                        + new Users(user.connection()).whoMayApprove());
    }

    private FailedException refused(KnownUser user, JsonNode verdict) {
        session.output().json(verdict);
        String outcome = Json.text(verdict, "outcome");
        return FailedException.of(
                outcome.equals("NOT_FOUND") ? ExitCode.NOT_FOUND : ExitCode.REFUSED,
                user.username() + " was not reset (" + outcome + "): " + Json.text(verdict, "detail"));
    }
}
