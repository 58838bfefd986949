package io.rekey.cli.resets;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.cli.output.ExitCode;
import io.rekey.cli.standin.Acme;
import io.rekey.cli.standin.InAWorld;
import io.rekey.cli.standin.Outcome;
import io.rekey.cli.standin.Reply;
import org.junit.jupiter.api.Test;

class ResetCommandsTest extends InAWorld {

    @Test
    void listsThoseInAState() {
        answer("{\"resets\": [" + Acme.reset("r-1", "EXPIRED", "done", "done", "failed") + "], \"next\": null}");
        Outcome outcome =
                world.helpdesk().run("resets", "list", "--state", "expired").expect(ExitCode.DONE);
        assertThat(outcome.out()).contains("RESET", "r-1", "EXPIRED", "u-marta", "google", "helpdesk", "Lost phone");
        assertThat(world.server().calls().getFirst().parameter("state")).isEqualTo("EXPIRED");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void saysThatThereIsNone() {
        answer("{\"resets\": [], \"next\": null}");
        Outcome outcome = world.helpdesk().run("resets", "list").expect(ExitCode.DONE);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).isEqualTo("There is none.\n");
    }

    @Test
    void saysThatThereAreMore() {
        answer("{\"resets\": [" + Acme.reset("r-1", "EXPIRED", "done", "done", "failed") + "], \"next\": \"r-1\"}");
        assertThat(world.helpdesk().run("resets", "list", "--limit=1").err()).contains("There are more");
        assertThat(world.helpdesk()
                        .run("resets", "list", "--json")
                        .json()
                        .path("next")
                        .asString())
                .isEqualTo("r-1");
    }

    @Test
    void knowsNoOtherStates() {
        assertThat(world.helpdesk()
                        .run("resets", "list", "--state", "lost")
                        .expect(ExitCode.USAGE)
                        .err())
                .contains("AWAITING_ENROLLMENT");
    }

    @Test
    void showsAllAboutOne() {
        world.acme().resetsGo(Acme.reset("r-1", "ACCEPTED", "done", "pending", "pending"));
        assertThat(world.helpdesk()
                        .run("resets", "show", "r-1")
                        .expect(ExitCode.DONE)
                        .out())
                .isEqualTo("""
                Reset r-1: ACCEPTED
                  User         u-marta
                  Epoch        3
                  Level        USER
                  Providers    google
                  Asked by     helpdesk
                  Reason       Lost phone
                  Ticket       HD-1
                  Accepted     2026-11-24T10:00:00Z
                EFFECT               SERVICE               STATE    COUNT  AT
                sessions-ended       identity-service      done     2      2026-11-24T10:00:00Z
                enrollments-cleared  mfa-service           done
                devices-purged       device-service        pending
                mail-handed-over     notification-service  pending
                """);
    }

    @Test
    void showsNoneThatIsNotThere() {
        assertThat(world.helpdesk()
                        .run("resets", "show", "r-9/../../x")
                        .expect(ExitCode.NOT_FOUND)
                        .err())
                .contains("Nothing here that you may see.");
    }

    private void answer(String page) {
        world.server().on("GET", "/api/v1/resets", call -> Reply.ok(page));
    }
}
