package io.rekey.cli.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.cli.output.ExitCode;
import io.rekey.cli.standin.InAWorld;
import io.rekey.cli.standin.Outcome;
import io.rekey.cli.standin.Reply;
import org.junit.jupiter.api.Test;

class FindUsersTest extends InAWorld {

    @Test
    void showsThemAsATable() {
        Outcome outcome = world.helpdesk().run("users", "find", "mart").expect(ExitCode.DONE);
        assertThat(outcome.out().lines().toList()).hasSize(3).first().asString().startsWith("USERNAME  NAME");
        assertThat(outcome.out()).contains("marta", "Marta Okafor", "marta@acme.example", "martin", "u-martin");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void givesScriptsWhatTheServerSaid() {
        Outcome outcome = world.helpdesk().run("users", "find", "ada", "--json").expect(ExitCode.DONE);
        assertThat(outcome.json().path("users").path(0).path("userId").asString())
                .isEqualTo("u-ada");
    }

    @Test
    void endsWithNotFoundWhenNobodyIsMeant() {
        Outcome outcome = world.helpdesk().run("users", "find", "zoe", "--json").expect(ExitCode.NOT_FOUND);
        assertThat(outcome.json().path("users").size()).isZero();
        assertThat(outcome.err()).contains("begins with zoe");
    }

    @Test
    void sendsWhatWasTypedWhateverItIs() {
        world.helpdesk().run("users", "find", "ma r&t=ä/%");
        assertThat(world.server().calls("GET", "/api/v1/users").getFirst().parameter("query"))
                .isEqualTo("ma r&t=ä/%");
    }

    @Test
    void saysWhenThereAreMore() {
        world.server().on("GET", "/api/v1/users", call -> Reply.ok("""
                {"users": [{"username": "marta"}], "next": "marta"}"""));
        Outcome outcome =
                world.helpdesk().run("users", "find", "m", "--limit", "1").expect(ExitCode.DONE);
        assertThat(outcome.err()).contains("There are more");
        assertThat(world.server().calls().getFirst().parameter("limit")).isEqualTo("1");
    }
}
