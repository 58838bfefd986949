package io.rekey.cli.tfa;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.cli.output.ExitCode;
import io.rekey.cli.standin.Acme;
import io.rekey.cli.standin.InAWorld;
import io.rekey.cli.standin.Outcome;
import io.rekey.cli.standin.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ResetSecondFactorTest extends InAWorld {

    @BeforeEach
    void accept() {
        world.acme().resetsGo(Acme.reset("r-1", "ACCEPTED", "pending", "pending", "pending"));
    }

    @Test
    void resetsEverythingOfTheUser() {
        Outcome outcome = reset("marta", "all").expect(ExitCode.DONE);
        assertThat(order().toString()).isEqualTo("{\"userIds\":[\"u-marta\"],\"reason\":\"Lost phone\"}");
        assertThat(outcome.out()).isEqualTo("marta: reset r-1 is accepted. Nothing old opens this account any more.\n");
        assertThat(outcome.err()).isEqualTo("Watch it: ./rekey resets watch r-1\n");
    }

    @Test
    void resetsOneProviderAtOneLevelForATicket() {
        reset("marta", "google", "--level", "organization", "--ticket", "HD-1").expect(ExitCode.DONE);
        assertThat(order().toString())
                .isEqualTo("{\"userIds\":[\"u-marta\"],\"providers\":[\"google\"],\"level\":\"ORGANIZATION\","
                        + "\"reason\":\"Lost phone\",\"ticket\":\"HD-1\"}");
    }

    @Test
    void takesWordsForWhatTheyAre() {
        world.helpdesk().run("tfa:reset", "marta", "all", "--reason", "${env:HOME} @x \"q\" =");
        assertThat(order().path("reason").asString()).isEqualTo("${env:HOME} @x \"q\" =");
    }

    @Test
    void namesTheProvidersWhenOneIsUnknown() {
        Outcome outcome = reset("marta", "goolge").expect(ExitCode.NOT_FOUND);
        assertThat(outcome.err())
                .contains("there is no provider goolge. Did you mean google? Known are google, authy, u2fkey.");
        assertThat(world.server().calls("POST", ".*")).isEmpty();
    }

    @Test
    void wantsAReason() {
        assertThat(world.helpdesk()
                        .run("tfa:reset", "marta", "all")
                        .expect(ExitCode.USAGE)
                        .err())
                .contains("--reason");
        world.helpdesk().run("tfa:reset", "marta", "all", "--reason", " ").expect(ExitCode.USAGE);
        assertThat(world.server().calls()).isEmpty();
    }

    @Test
    void actsInTheOrganizationOfTheUserWhenTheOperatorAsks() {
        world.operator()
                .run("tfa:reset", "marta", "all", "--reason", "Lost phone")
                .expect(ExitCode.DONE);
        assertThat(world.server().calls("POST", "/api/v1/resets").getFirst().header("Rekey-Organization"))
                .isEqualTo("acme");
    }

    @Test
    void tellsWhoMayApprove() {
        verdict("\"outcome\": \"PENDING_APPROVAL\", \"planId\": \"p-1\", \"detail\": \"Wait.\"");
        Outcome outcome = reset("marta", "all", "--json").expect(ExitCode.REFUSED);
        assertThat(outcome.err()).contains("plan p-1", "ada, jun.").doesNotContain("kim");
        assertThat(outcome.json().path("planId").asString()).isEqualTo("p-1");
    }

    @Test
    void namesNobodyWhoMayApproveIfItMaySeeNobody() {
        verdict("\"outcome\": \"PENDING_APPROVAL\", \"resetId\": \"r-1\", \"detail\": \"Wait.\"");
        world.server()
                .on(
                        "GET",
                        "/api/v1/users",
                        call -> call.parameter("role").isEmpty()
                                ? Reply.ok("{\"users\": [{\"userId\": \"u-marta\", \"username\": \"marta\"}]}")
                                : Reply.problem(403, "forbidden", "No."));
        assertThat(reset("marta", "all").expect(ExitCode.REFUSED).err())
                .contains(
                        "waits for approval as reset r-1. Somebody with the permission reset:approve must approve it.");
    }

    @ParameterizedTest
    @CsvSource({"NOT_FOUND, 3", "NOT_SET_UP, 4", "SELF, 4", "OUT_OF_REACH, 4", "TOO_MANY, 4"})
    void tellsWhyTheUserWasNotReset(String outcome, int exitCode) {
        verdict("\"outcome\": \"" + outcome + "\", \"detail\": \"That is why.\"");
        Outcome ended = reset("marta", "all");
        assertThat(ended.exitCode()).isEqualTo(exitCode);
        assertThat(ended.err()).contains("marta was not reset (" + outcome + "): That is why.");
    }

    @Test
    void tellsWhyTheOrderWasRefused() {
        world.server().on("POST", "/api/v1/resets", call -> Reply.problem(409, "not-set-up", "Send the invitation."));
        assertThat(reset("marta", "all").expect(ExitCode.REFUSED).err()).contains("Send the invitation.");
    }

    @Test
    void waitsUntilItIsCompleteOnAllServices() {
        world.acme()
                .resetsGo(
                        Acme.reset("r-1", "ACCEPTED", "pending", "pending", "pending"),
                        Acme.reset("r-1", "ACCEPTED", "done", "not-applicable", "pending"),
                        Acme.reset("r-1", "AWAITING_ENROLLMENT", "done", "not-applicable", "done"));
        Outcome outcome = reset("marta", "all", "--wait").expect(ExitCode.DONE);
        assertThat(outcome.out()).isEqualTo("marta: reset r-1 is complete on all services.\n");
        assertThat(outcome.err().lines())
                .containsSubsequence(
                        "sessions-ended (identity-service): done",
                        "mail-handed-over (notification-service): pending",
                        "enrollments-cleared (mfa-service): done",
                        "devices-purged (device-service): not-applicable",
                        "mail-handed-over (notification-service): done");
        assertThat(world.server().calls("GET", "/api/v1/resets/r-1"))
                .extracting(call -> call.parameter("wait"))
                .containsExactly("", "30s", "30s");
    }

    @Test
    void givesScriptsOneDocumentHoweverLongItWaits() {
        world.acme()
                .resetsGo(
                        Acme.reset("r-1", "ACCEPTED", "pending", "pending", "pending"),
                        Acme.reset("r-1", "COMPLETED", "done", "done", "done"));
        Outcome outcome = reset("marta", "all", "--wait", "--json").expect(ExitCode.DONE);
        assertThat(outcome.json().path("state").asString()).isEqualTo("COMPLETED");
    }

    @Test
    void takesTheWordBehindWaitForTheUser() {
        world.acme().resetsGo(Acme.reset("r-1", "COMPLETED", "done", "done", "done"));
        world.helpdesk()
                .run("tfa:reset", "--reason", "Lost phone", "--wait", "marta", "all")
                .expect(ExitCode.DONE);
    }

    @Test
    void endsWhenTheTimeIsUpAndSaysWhatIsMissing() {
        world.acme().resetsGo(Acme.reset("r-1", "ACCEPTED", "done", "done", "pending"));
        Outcome outcome = reset("marta", "all", "--wait=1s", "--json").expect(ExitCode.WAIT_RAN_OUT);
        assertThat(outcome.err()).contains("Pending: mail-handed-over (notification-service)", "resets watch r-1");
        assertThat(outcome.json().path("resetId").asString()).isEqualTo("r-1");
    }

    @Test
    void endsAtOnceWhenAnEffectFailed() {
        world.acme().resetsGo(Acme.reset("r-1", "AWAITING_ENROLLMENT", "done", "done", "failed"));
        assertThat(reset("marta", "all", "--wait").expect(ExitCode.UNEXPECTED).err())
                .contains("the reset r-1 holds", "mail-handed-over (notification-service) failed");
    }

    @Test
    void endsAtOnceWhenAnotherResetTookItsPlace() {
        world.acme().resetsGo(Acme.reset("r-1", "SUPERSEDED", "pending", "pending", "pending"));
        assertThat(reset("marta", "all", "--wait").expect(ExitCode.REFUSED).err())
                .contains("SUPERSEDED");
    }

    @Test
    void isQuietIfItShould() {
        world.acme().resetsGo(Acme.reset("r-1", "COMPLETED", "done", "done", "done"));
        assertThat(reset("marta", "all", "--wait", "--quiet")
                        .expect(ExitCode.DONE)
                        .err())
                .isEmpty();
    }

    private Outcome reset(String username, String provider, String... more) {
        List<String> arguments = new ArrayList<>(List.of("tfa:reset", username, provider, "--reason", "Lost phone"));
        arguments.addAll(List.of(more));
        return world.helpdesk().run(arguments.toArray(String[]::new));
    }

    private void verdict(String members) {
        world.server().on("POST", "/api/v1/resets", call -> Reply.json(202, "{\"resets\": [{" + members + "}]}"));
    }

    private JsonNode order() {
        return world.server().calls("POST", "/api/v1/resets").getLast().json();
    }
}
