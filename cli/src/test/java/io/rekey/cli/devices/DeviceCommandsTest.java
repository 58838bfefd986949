package io.rekey.cli.devices;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.cli.output.ExitCode;
import io.rekey.cli.standin.Call;
import io.rekey.cli.standin.InAWorld;
import io.rekey.cli.standin.Outcome;
import io.rekey.cli.standin.Reply;
import org.junit.jupiter.api.Test;

class DeviceCommandsTest extends InAWorld {

    private static final String DEVICES = "/api/v1/users/u-marta/trusted-devices";

    @Test
    void listsThem() {
        assertThat(world.helpdesk()
                        .run("devices", "list", "marta")
                        .expect(ExitCode.DONE)
                        .out())
                .contains("DEVICE", "d-1", "Windows 11", "Firefox 140", "203.0.113.7", "google");
    }

    @Test
    void saysThatThereIsNone() {
        world.server().on("GET", DEVICES, call -> Reply.ok("{\"devices\": []}"));
        Outcome outcome = world.helpdesk().run("devices", "list", "marta").expect(ExitCode.DONE);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).isEqualTo("There is none.\n");
    }

    @Test
    void revokesOne() {
        assertThat(world.helpdesk()
                        .run("devices", "revoke", "marta", "d-1")
                        .expect(ExitCode.DONE)
                        .out())
                .isEqualTo("marta: the device d-1 is revoked.\n");
        assertThat(revoked()).isEqualTo(DEVICES + "/d-1");
    }

    @Test
    void revokesAll() {
        assertThat(world.helpdesk()
                        .run("devices", "revoke", "marta", "all")
                        .expect(ExitCode.DONE)
                        .out())
                .isEqualTo("marta: all trusted devices are revoked.\n");
        assertThat(revoked()).isEqualTo(DEVICES);
    }

    @Test
    void revokesNoneThatTheUserDoesNotHave() {
        assertThat(world.helpdesk()
                        .run("devices", "revoke", "marta", "d-2")
                        .expect(ExitCode.NOT_FOUND)
                        .err())
                .contains("there is no device d-2 of marta. Did you mean d-1? Known are d-1.");
        assertThat(world.server().calls("DELETE", ".*")).isEmpty();
    }

    @Test
    void givesScriptsWhatTheServerSaid() {
        assertThat(world.helpdesk()
                        .run("devices", "revoke", "marta", "all", "--json")
                        .json()
                        .path("revocationId")
                        .asString())
                .isEqualTo("v-1");
    }

    private String revoked() {
        return world.server().calls("DELETE", ".*").stream()
                .map(Call::path)
                .reduce((one, another) -> one + " " + another)
                .orElse("");
    }
}
