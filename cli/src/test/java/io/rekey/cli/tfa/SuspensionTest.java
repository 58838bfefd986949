package io.rekey.cli.tfa;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.cli.output.ExitCode;
import io.rekey.cli.standin.InAWorld;
import io.rekey.cli.standin.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SuspensionTest extends InAWorld {

    private static final String PATH = "/api/v1/platform/two-factor-suspension";

    @BeforeEach
    void answer() {
        world.server().on("PUT", PATH, call -> Reply.nothing());
        world.server().on("DELETE", PATH, call -> Reply.nothing());
    }

    @Test
    void suspendsForAnHour() {
        String out = world.operator()
                .run("tfa:disable", "--reason", "mfa-service is gone")
                .expect(ExitCode.DONE)
                .out();
        assertThat(sent()).isEqualTo("{\"reason\":\"mfa-service is gone\",\"lifetime\":\"1h\"}");
        assertThat(out).contains("off on the whole platform for 1h", "./rekey tfa:enable");
    }

    @Test
    void suspendsForAsLongAsItIsTold() {
        world.operator().run("tfa:disable", "--reason", "x", "--for", "90m").expect(ExitCode.DONE);
        assertThat(sent()).contains("\"lifetime\":\"90m\"");
    }

    @Test
    void wantsAReasonAndAnEnd() {
        world.operator().run("tfa:disable").expect(ExitCode.USAGE);
        world.operator().run("tfa:disable", "--reason", "").expect(ExitCode.USAGE);
        world.operator().run("tfa:disable", "--reason", "x", "--for", "ever").expect(ExitCode.USAGE);
        assertThat(world.server().calls()).isEmpty();
    }

    @Test
    void asksForSecondFactorsAgain() {
        assertThat(world.operator().run("tfa:enable").expect(ExitCode.DONE).out())
                .isEqualTo("Second factors are asked for again.\n");
        assertThat(world.server().calls("DELETE", PATH)).hasSize(1);
    }

    @Test
    void isForTheOperator() {
        world.server().on("PUT", PATH, call -> Reply.problem(403, "forbidden", "Only an operator may."));
        assertThat(world.helpdesk()
                        .run("tfa:disable", "--reason", "x")
                        .expect(ExitCode.NOT_ALLOWED)
                        .err())
                .contains("Only an operator may.");
    }

    @Test
    void givesScriptsADocument() {
        assertThat(world.operator().run("tfa:enable", "--json").json().isObject())
                .isTrue();
    }

    private String sent() {
        return world.server().calls("PUT", PATH).getLast().body();
    }
}
