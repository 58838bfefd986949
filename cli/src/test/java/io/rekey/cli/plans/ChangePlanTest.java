package io.rekey.cli.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.cli.output.ExitCode;
import io.rekey.cli.standin.InAWorld;
import io.rekey.cli.standin.Reply;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangePlanTest extends InAWorld {

    @ParameterizedTest
    @CsvSource({"stop, stop, STOPPED", "pause, pause, PAUSED", "resume, resumption, RUNNING"})
    void takesHoldOfAPlan(String command, String resource, String state) {
        StandInPlan.in(world.server()).goes(StandInPlan.state(state, 1));
        world.server().on("POST", "/api/v1/reset-plans/p-1/" + resource, call -> Reply.nothing());
        assertThat(world.helpdesk()
                        .run("resets", command, "p-1")
                        .expect(ExitCode.DONE)
                        .out())
                .startsWith("Plan p-1: " + state + ", 1 accepted, 0 refused");
        assertThat(world.server().calls("POST", ".*/" + resource)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"stop", "pause", "resume"})
    void takesHoldOfNoneThatIsNotThere(String command) {
        world.helpdesk().run("resets", command, "p-9").expect(ExitCode.NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource({"stop, stop", "pause, pause", "resume, resumption"})
    void tellsWhenItIsTooLate(String command, String resource) {
        world.server()
                .on(
                        "POST",
                        "/api/v1/reset-plans/p-1/" + resource,
                        call -> Reply.problem(409, "plan-over", "This plan is over."));
        assertThat(world.helpdesk()
                        .run("resets", command, "p-1")
                        .expect(ExitCode.REFUSED)
                        .err())
                .contains("This plan is over.");
    }
}
