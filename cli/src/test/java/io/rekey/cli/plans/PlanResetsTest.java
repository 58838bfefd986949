package io.rekey.cli.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.cli.output.ExitCode;
import io.rekey.cli.standin.Call;
import io.rekey.cli.standin.InAWorld;
import io.rekey.cli.standin.Outcome;
import io.rekey.cli.standin.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlanResetsTest extends InAWorld {

    private static final String CSV = "user\nmarta\nmartin\nsam\n";
    private static final String ALL_GOOD = """
            {"targets": [{"username": "marta", "outcome": "ACCEPTED", "resetId": "r-1"}], "next": null}""";

    private StandInPlan plan;

    @BeforeEach
    void know() {
        plan = StandInPlan.in(world.server());
    }

    @Test
    void showsWhoWouldBeHitAndWhoNotAndWhy() {
        assertThat(plan().expect(ExitCode.DONE).out()).isEqualTo("""
                Plan p-1: DRAFT
                  WOULD_RESET 2, NOT_SET_UP 1
                  Approvals needed: 1, mails: 2

                WOULD BE RESET  OUTCOME      WHY
                marta           WOULD_RESET
                martin          WOULD_RESET
                WOULD NOT BE RESET  OUTCOME     WHY
                sam                 NOT_SET_UP  Send the invitation again instead.
                """);
    }

    @Test
    void resetsNobodyUnlessItIsTold() {
        assertThat(plan().err()).contains("Nobody was reset");
        assertThat(world.server().calls("POST", ".*/execution")).isEmpty();
    }

    @Test
    void sendsTheFileAndWhyAndHowFar() {
        plan("--ticket", "HD-1", "--providers", "google,authy", "--level", "both")
                .expect(ExitCode.DONE);
        Call call = world.server().calls("POST", "/api/v1/reset-plans").getFirst();
        assertThat(call.body()).isEqualTo(CSV);
        assertThat(call.header("Content-Type")).isEqualTo("text/csv");
        assertThat(call.query())
                .containsEntry("reason", "Breach & more")
                .containsEntry("ticket", "HD-1")
                .containsEntry("providers", "google,authy")
                .containsEntry("level", "BOTH");
    }

    @Test
    void namesTheProvidersWhenOneIsUnknown() {
        assertThat(plan("--providers", "google,duo").expect(ExitCode.NOT_FOUND).err())
                .contains("there is no provider duo.", "Known are google, authy, u2fkey");
        assertThat(world.server().calls("POST", ".*")).isEmpty();
    }

    @Test
    void readsStandardInput() {
        world.helpdesk()
                .input(CSV)
                .run("resets", "plan", "-", "--reason", "Breach")
                .expect(ExitCode.DONE);
        assertThat(world.server()
                        .calls("POST", "/api/v1/reset-plans")
                        .getFirst()
                        .body())
                .isEqualTo(CSV);
    }

    @Test
    void givesScriptsThePlanWithEverybodyInIt() {
        Outcome outcome = plan("--json").expect(ExitCode.DONE);
        assertThat(outcome.json().path("planId").asString()).isEqualTo("p-1");
        assertThat(outcome.json().path("targets")).hasSize(3);
    }

    @Test
    void executesItWithProgress() {
        world.server().on("GET", "/api/v1/reset-plans/p-1/targets", call -> Reply.ok(ALL_GOOD));
        Outcome outcome = plan("--execute").expect(ExitCode.DONE);
        assertThat(outcome.err().lines())
                .containsExactly(
                        "Executing the plan p-1.",
                        "0 of 3, 0 accepted, 0 refused",
                        "2 of 3, 2 accepted, 0 refused",
                        "3 of 3, 2 accepted, 1 refused");
        assertThat(outcome.out()).endsWith("Plan p-1: DONE, 2 accepted, 1 refused\n");
    }

    @Test
    void endsWithRefusedIfSomebodyInTheFileWasNotReset() {
        Outcome outcome = plan("--execute", "--json").expect(ExitCode.REFUSED);
        assertThat(outcome.err()).contains("1 of 3 in it were refused");
        assertThat(outcome.json().path("state").asString()).isEqualTo("DONE");
    }

    @Test
    void waitsForEachResetOfThePlan() {
        world.server().on("GET", "/api/v1/reset-plans/p-1/targets", call -> Reply.ok(ALL_GOOD));
        assertThat(plan("--execute", "--wait").expect(ExitCode.DONE).err())
                .contains("1 of 1, complete on all services");
        assertThat(world.server().calls("GET", "/api/v1/resets/r-1")).isNotEmpty();
    }

    @Test
    void saysWhenTheTimeIsUpBeforeAllAreComplete() {
        plan.goes(StandInPlan.state("DONE", 3)).resetsAre("ACCEPTED", "pending");
        assertThat(plan("--execute", "--wait=2s").expect(ExitCode.WAIT_RAN_OUT).err())
                .contains("the reset r-1 is ACCEPTED", "So it is with 2 resets");
    }

    @Test
    void saysWhenTheTimeIsUpBeforeThePlanIsOver() {
        plan.goes(StandInPlan.state("RUNNING", 1));
        assertThat(plan("--execute", "--wait=1s").expect(ExitCode.WAIT_RAN_OUT).err())
                .contains("the plan p-1 is RUNNING", "./rekey resets watch p-1");
    }

    @Test
    void tellsWhoMayApprove() {
        plan.goes(StandInPlan.state("PENDING_APPROVAL", 0));
        assertThat(plan("--execute").expect(ExitCode.REFUSED).err())
                .contains("the plan p-1 runs only when it is approved", "ada, jun");
    }

    @Test
    void tellsWhatHasChangedSinceItWasPlanned() {
        world.server().on("POST", "/api/v1/reset-plans/p-1/execution", call -> Reply.json(409, """
                {"type": "urn:rekey:plan-changed", "detail": "The world has changed.", \
                "differences": [{"userId": "u-marta", "was": "WOULD_RESET", "is": "OUT_OF_REACH"}]}"""));
        assertThat(plan("--execute").expect(ExitCode.REFUSED).err())
                .contains("The world has changed.", "userId u-marta, was WOULD_RESET, is OUT_OF_REACH");
    }

    @Test
    void tellsThatSomebodyStoppedIt() {
        plan.goes(StandInPlan.state("RUNNING", 1), StandInPlan.state("STOPPED", 1));
        assertThat(plan("--execute").expect(ExitCode.REFUSED).err()).contains("the plan p-1 is STOPPED");
    }

    @Test
    void waitsForNothingThatIsNotExecuted() {
        assertThat(plan("--wait").expect(ExitCode.USAGE).err()).contains("--execute");
        assertThat(world.server().calls()).isEmpty();
    }

    @Test
    void showsOnlyTheFirstOfMany() {
        String many = IntStream.range(0, 60)
                .mapToObj("{\"username\": \"u%d\", \"outcome\": \"WOULD_RESET\"}"::formatted)
                .collect(Collectors.joining(", "));
        world.server().on("GET", "/api/v1/reset-plans/p-1/targets", call -> Reply.ok("{\"targets\": [" + many + "]}"));
        assertThat(plan().out()).contains("u49", "… and 10 more").doesNotContain("u50");
        assertThat(plan("--json").json().path("targets")).hasSize(60);
    }

    @Test
    void endsWithTheResetsThatAreNotComplete() {
        plan.resetsAre("AWAITING_ENROLLMENT", "failed");
        assertThat(plan("--execute", "--wait").expect(ExitCode.UNEXPECTED).err())
                .contains("mail-handed-over (notification-service) failed");
    }

    private Outcome plan(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("resets", "plan", world.file("hit.csv", CSV), "--reason", "Breach & more"));
        arguments.addAll(List.of(more));
        return world.helpdesk().run(arguments.toArray(String[]::new));
    }
}
