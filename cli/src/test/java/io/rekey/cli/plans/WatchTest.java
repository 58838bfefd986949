package io.rekey.cli.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.cli.output.ExitCode;
import io.rekey.cli.output.Json;
import io.rekey.cli.standin.Acme;
import io.rekey.cli.standin.InAWorld;
import io.rekey.cli.standin.Outcome;
import io.rekey.cli.standin.Reply;
import org.junit.jupiter.api.Test;

class WatchTest extends InAWorld {

    @Test
    void looksOnUntilAResetIsComplete() {
        world.acme()
                .resetsGo(
                        Acme.reset("r-1", "ACCEPTED", "pending", "pending", "pending"),
                        Acme.reset("r-1", "ACCEPTED", "done", "pending", "pending"),
                        Acme.reset("r-1", "ACCEPTED", "done", "pending", "pending"),
                        Acme.reset("r-1", "COMPLETED", "done", "done", "done"));
        Outcome outcome =
                world.helpdesk().run("resets", "watch", "r-1", "--json").expect(ExitCode.DONE);
        assertThat(outcome.out().lines().map(line -> Json.read(line).orElseThrow()))
                .as("a line for each change")
                .extracting(reset -> reset.path("state").asString())
                .containsExactly("ACCEPTED", "COMPLETED");
        assertThat(outcome.err()).contains("enrollments-cleared (mfa-service): done");
    }

    @Test
    void looksOnUntilAPlanIsOver() {
        StandInPlan.in(world.server());
        world.server().on("GET", "/api/v1/reset-plans/p-1/targets", call -> Reply.ok("{\"targets\": []}"));
        Outcome outcome =
                world.helpdesk().onTerminal().run("resets", "watch", "p-1").expect(ExitCode.DONE);
        assertThat(outcome.out()).isEqualTo("Plan p-1: DONE, 2 accepted, 1 refused\n");
        assertThat(outcome.err())
                .contains("\r[####################----------] 2 of 3", "\r[##############################]");
    }

    @Test
    void tellsThatAResetWillNeverBeComplete() {
        world.acme().resetsGo(Acme.reset("r-1", "REFUSED", "pending", "pending", "pending"));
        world.helpdesk().run("resets", "watch", "r-1").expect(ExitCode.REFUSED);
    }

    @Test
    void knowsWhenThereIsNothingToLookAt() {
        world.helpdesk().run("resets", "watch", "x-1").expect(ExitCode.NOT_FOUND);
    }
}
