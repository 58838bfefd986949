package io.rekey.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.cli.output.ExitCode;
import io.rekey.cli.standin.Acme;
import io.rekey.cli.standin.Outcome;
import io.rekey.cli.standin.Reply;
import io.rekey.cli.standin.World;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls arrive once, by the right caller, in the right organization, and end with the right exit code. */
class ConnectionTest {

    private static final String[] RESET = {"tfa:reset", "marta", "all", "--reason", "Lost phone"};

    @TempDir
    private Path folder;

    private World world;

    @BeforeEach
    void start() {
        world = new World(folder);
        world.acme().resetsGo(Acme.reset("r-1", "ACCEPTED", "pending", "pending", "pending"));
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void sendsAnIdempotencyKeyOfItsOwnWithEachOrder() {
        world.helpdesk().run(RESET).expect(ExitCode.DONE);
        world.helpdesk().run(RESET).expect(ExitCode.DONE);
        assertThat(keys()).hasSize(2).doesNotHaveDuplicates().allMatch(key -> key.matches("[0-9a-f-]{36}"));
    }

    @Test
    void repeatsAnOrderWithTheSameKeyWhenTheAnswerIsLost() {
        loseAnswersOfResets(3);
        world.helpdesk().run(RESET).expect(ExitCode.DONE);
        assertThat(keys()).hasSize(4);
        assertThat(keys().stream().distinct()).hasSize(1);
    }

    @Test
    void givesUpAfterThreeRepetitionsAndSaysWhatIsNotKnown() {
        loseAnswersOfResets(4);
        Outcome outcome = world.helpdesk().run(RESET).expect(ExitCode.UNREACHABLE);
        assertThat(keys()).hasSize(4);
        assertThat(outcome.err()).contains("Whether an order arrived is not known");
    }

    @Test
    void saysWhenNobodyListens() {
        Outcome outcome = world.helpdesk().run("tfa:providers", "--url", "http://localhost:1");
        assertThat(outcome.expect(ExitCode.UNREACHABLE).err())
                .contains("http://localhost:1 cannot be reached (nothing listens there)")
                .doesNotContain("not known");
    }

    @Test
    void signsInAgainWhenTheTokenWasEnded() {
        world.server().on("GET", "/api/v1/providers", call -> {
            world.server().endToken();
            return Reply.ok("{\"providers\": [{\"name\": \"google\"}]}");
        });
        world.helpdesk().run(RESET).expect(ExitCode.DONE);
        assertThat(keys()).as("refused, then signed in and repeated").hasSize(2);
        assertThat(keys().stream().distinct()).hasSize(1);
    }

    @Test
    void namesTheOrganizationInWhichAnOperatorActs() {
        world.operator().run("tfa:providers", "--organization", "acme").expect(ExitCode.DONE);
        world.helpdesk().run("tfa:providers").expect(ExitCode.DONE);
        assertThat(world.server().calls("GET", "/api/v1/providers"))
                .extracting(call -> call.header("Rekey-Organization"))
                .containsExactly("acme", "");
    }

    @Test
    void tellsAnOperatorWithoutAnOrganizationToNameOne() {
        assertThat(world.operator().run("resets", "show", "r-9").err()).contains("name it with --organization");
        assertThat(world.helpdesk().run("resets", "show", "r-9").err()).doesNotContain("--organization");
    }

    @ParameterizedTest
    @CsvSource({
        "400, unreadable, 2",
        "401, signed-out, 5",
        "403, forbidden, 5",
        "403, out-of-reach, 4",
        "404, not-found, 3",
        "409, not-set-up, 4",
        "422, nobody-reset, 4",
        "429, too-many, 4",
        "500, defect, 1",
        "503, unavailable, 6"
    })
    void endsWithACodeForEachRefusal(int status, String type, int exitCode) {
        world.server().on("GET", "/api/v1/providers", call -> Reply.problem(status, type, "So it is."));
        Outcome outcome = world.helpdesk().run("tfa:providers", "--json");
        assertThat(outcome.exitCode()).isEqualTo(exitCode);
        assertThat(outcome.err()).contains("So it is.");
        assertThat(outcome.json().path("error").path("type").asString()).isEqualTo("urn:rekey:" + type);
        assertThat(outcome.json().path("error").path("exitCode").asInt()).isEqualTo(exitCode);
    }

    @Test
    void followsNobodyElsewhere() {
        world.server().on("GET", "/api/v1/providers", call -> Reply.json(302, ""));
        assertThat(world.helpdesk()
                        .run("tfa:providers")
                        .expect(ExitCode.UNEXPECTED)
                        .err())
                .contains("is not a Rekey");
    }

    @Test
    void recognizesAServerThatIsSomethingElse() {
        world.server().on("GET", "/api/v1/providers", call -> new Reply(200, "text/html", "<html>"));
        assertThat(world.helpdesk()
                        .run("tfa:providers")
                        .expect(ExitCode.UNEXPECTED)
                        .err())
                .contains("is not a Rekey: check --url");
    }

    private void loseAnswersOfResets(int number) {
        world.server().on("POST", "/api/v1/resets", call -> {
            world.server().loseAnswers(number);
            return Reply.json(202, "{\"resets\": [{\"outcome\": \"ACCEPTED\", \"resetId\": \"r-1\"}]}");
        });
    }

    private List<String> keys() {
        return world.server().calls("POST", "/api/v1/resets").stream()
                .map(call -> call.header("Idempotency-Key"))
                .toList();
    }
}
