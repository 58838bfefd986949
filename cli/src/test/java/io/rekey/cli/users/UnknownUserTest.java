package io.rekey.cli.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.cli.output.ExitCode;
import io.rekey.cli.standin.InAWorld;
import io.rekey.cli.standin.Outcome;
import io.rekey.cli.standin.Reply;
import org.junit.jupiter.api.Test;

/** A command acts on exactly the user who was named, or on nobody. */
class UnknownUserTest extends InAWorld {

    @Test
    void findsTheUserWhateverTheCase() {
        world.helpdesk().run("devices", "list", "MARTA").expect(ExitCode.DONE);
    }

    @Test
    void takesNobodyWhoseNameOnlyBeginsSo() {
        Outcome outcome = world.helpdesk().run("devices", "list", "mart").expect(ExitCode.NOT_FOUND);
        assertThat(outcome.err())
                .contains("there is no user mart in this client's organization. Did you mean marta or martin?");
        assertThat(world.server().calls("GET", ".*trusted-devices")).isEmpty();
    }

    @Test
    void namesThoseWhoMayBeMeant() {
        assertThat(world.helpdesk().run("devices", "list", "matra").err()).contains("Did you mean marta?");
    }

    @Test
    void namesNobodyWhenNobodyIsNear() {
        assertThat(world.helpdesk().run("devices", "list", "zebedee").err()).doesNotContain("Did you mean");
    }

    @Test
    void looksOnTheNextPagesToo() {
        world.server()
                .on(
                        "GET",
                        "/api/v1/users",
                        call -> Reply.ok(
                                call.parameter("after").isEmpty()
                                        ? "{\"users\": [{\"userId\": \"u-1\", \"username\": \"marta.a\"}], \"next\": \"1\"}"
                                        : "{\"users\": [{\"userId\": \"u-marta\", \"username\": \"marta\"}], \"next\": null}"));
        world.helpdesk().run("devices", "list", "marta").expect(ExitCode.DONE);
    }

    @Test
    void findsUsersOfAllOrganizationsForTheOperator() {
        world.operator().run("devices", "list", "marta").expect(ExitCode.DONE);
        assertThat(world.server().calls("GET", ".*trusted-devices").getFirst().header("Rekey-Organization"))
                .isEqualTo("acme");
    }

    @Test
    void looksInOneOrganizationIfTheOperatorNamesIt() {
        world.operator()
                .run("devices", "list", "marta", "--organization", "acme")
                .expect(ExitCode.DONE);
        assertThat(world.server().calls("GET", "/api/v1/platform/users")).isEmpty();
    }

    @Test
    void namesThoseWhoMayBeMeantToTheOperatorToo() {
        Outcome outcome = world.operator().run("devices", "list", "matra").expect(ExitCode.NOT_FOUND);
        assertThat(outcome.err()).contains("there is no user matra. Did you mean marta?");
    }

    @Test
    void saysSoAlsoWhenNobodyCanBeNamed() {
        world.server().on("GET", "/api/v1/organizations", call -> Reply.problem(403, "forbidden", "No."));
        Outcome outcome = world.operator().run("devices", "list", "matra").expect(ExitCode.NOT_FOUND);
        assertThat(outcome.err()).contains("there is no user matra.");
    }
}
