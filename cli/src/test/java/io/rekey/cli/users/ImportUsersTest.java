package io.rekey.cli.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.cli.output.ExitCode;
import io.rekey.cli.standin.Call;
import io.rekey.cli.standin.InAWorld;
import io.rekey.cli.standin.Outcome;
import io.rekey.cli.standin.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImportUsersTest extends InAWorld {

    private static final String CSV = "username,email,name\nzoë,zoe@acme.example,Zoë\n";

    @BeforeEach
    void accept() {
        answer("{\"invited\": 1, \"alreadyThere\": 2, \"errors\": []}");
    }

    @Test
    void sendsTheFileAsItIs() {
        Outcome outcome =
                world.helpdesk().run("import", world.file("people.csv", CSV)).expect(ExitCode.DONE);
        Call call = world.server().calls("POST", "/api/v1/users/import").getFirst();
        assertThat(call.body()).isEqualTo(CSV);
        assertThat(call.header("Content-Type")).isEqualTo("text/csv");
        assertThat(outcome.out()).isEqualTo("1 invited, 2 already there, 0 wrong\n");
    }

    @Test
    void readsStandardInput() {
        world.helpdesk().input(CSV).run("import", "-").expect(ExitCode.DONE);
        assertThat(world.server()
                        .calls("POST", "/api/v1/users/import")
                        .getFirst()
                        .body())
                .isEqualTo(CSV);
    }

    @Test
    void namesTheLinesThatAreWrong() {
        answer("{\"invited\": 0, \"alreadyThere\": 0, \"errors\": [{\"line\": 2, \"error\": \"No address.\"}]}");
        Outcome outcome =
                world.helpdesk().run("import", world.file("people.csv", CSV)).expect(ExitCode.REFUSED);
        assertThat(outcome.out()).contains("2     No address.");
        assertThat(outcome.err()).contains("send the file again");
    }

    @Test
    void sendsNothingWithoutAFile() {
        world.helpdesk().run("import", "nowhere.csv").expect(ExitCode.USAGE);
        world.helpdesk().run("import", world.file("empty.csv", "")).expect(ExitCode.USAGE);
        assertThat(world.server().calls()).isEmpty();
    }

    private void answer(String body) {
        world.server().on("POST", "/api/v1/users/import", call -> Reply.ok(body));
    }
}
