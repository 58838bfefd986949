package io.rekey.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.cli.output.ExitCode;
import io.rekey.cli.standin.InAWorld;
import io.rekey.cli.standin.Outcome;
import io.rekey.cli.standin.Reply;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PolicyCommandsTest extends InAWorld {

    @Test
    void showsItWithItsVersion() {
        assertThat(world.helpdesk().run("policy", "show").expect(ExitCode.DONE).out())
                .isEqualTo("""
                Version 7
                SETTING                 VALUE
                twoFactorEnabled        true
                linkLifetime            1h
                maxDevices              10
                trustedDeviceProviders  google, authy
                approval.always         false
                approval.moreThan       50
                """);
    }

    @Test
    void changesWhatIsNamedAndSendsBackTheRest() {
        Outcome outcome = world.helpdesk()
                .run("policy", "set", "linkLifetime=30m", "approval.moreThan=20", "twoFactorEnabled=false")
                .expect(ExitCode.DONE);
        assertThat(sent().toString())
                .isEqualTo("{\"version\":7,\"settings\":{\"twoFactorEnabled\":false,\"linkLifetime\":\"30m\","
                        + "\"maxDevices\":10,\"trustedDeviceProviders\":[\"google\",\"authy\"],"
                        + "\"approval\":{\"always\":false,\"moreThan\":20}}}");
        assertThat(outcome.out()).isEqualTo("""
                SETTING            BEFORE  NOW
                twoFactorEnabled   true    false
                linkLifetime       1h      30m
                approval.moreThan  50      20
                """);
    }

    @Test
    void takesJsonAndPlainText() {
        world.helpdesk()
                .run("policy", "set", "trustedDeviceProviders=[\"google\"]", "linkLifetime=\"5m\"", "maxDevices=3");
        assertThat(sent().path("settings").toString())
                .contains("\"trustedDeviceProviders\":[\"google\"]", "\"linkLifetime\":\"5m\"", "\"maxDevices\":3");
        world.helpdesk().run("policy", "set", "trustedDeviceProviders=google, u2fkey", "linkLifetime=60");
        assertThat(sent().path("settings").toString())
                .contains("\"trustedDeviceProviders\":[\"google\",\"u2fkey\"]", "\"linkLifetime\":\"60\"");
    }

    @Test
    void givesScriptsTheNewVersion() {
        JsonNode policy =
                world.helpdesk().run("policy", "set", "maxDevices=3", "--json").json();
        assertThat(policy.path("version").asInt()).isEqualTo(8);
    }

    @Test
    void changesNothingThatIsSoAlready() {
        Outcome outcome = world.helpdesk().run("policy", "set", "maxDevices=10").expect(ExitCode.DONE);
        assertThat(outcome.err()).contains("nothing was changed");
        assertThat(world.server().calls("PUT", ".*")).isEmpty();
    }

    @Test
    void tellsWhenSomebodyElseChangedItMeanwhile() {
        world.server().on("PUT", "/api/v1/policy", call -> Reply.problem(409, "policy-changed", "Read it again."));
        assertThat(world.helpdesk()
                        .run("policy", "set", "maxDevices=3")
                        .expect(ExitCode.REFUSED)
                        .err())
                .contains("Read it again.")
                .doesNotContain("no setting");
    }

    @Test
    void namesTheSettingThatMayBeMeant() {
        world.server().on("PUT", "/api/v1/policy", call -> Reply.problem(400, "unreadable", "Unknown field."));
        assertThat(world.helpdesk()
                        .run("policy", "set", "linkLifetme=1h")
                        .expect(ExitCode.USAGE)
                        .err())
                .contains("There is no setting linkLifetme so far. Did you mean linkLifetime?");
    }

    @Test
    void wantsASettingAndAValue() {
        world.helpdesk().run("policy", "set").expect(ExitCode.USAGE);
        world.helpdesk().run("policy", "set", "maxDevices").expect(ExitCode.USAGE);
        world.helpdesk().run("policy", "set", "=3").expect(ExitCode.USAGE);
        assertThat(world.server().calls()).isEmpty();
    }

    private JsonNode sent() {
        return world.server().calls("PUT", "/api/v1/policy").getLast().json();
    }
}
