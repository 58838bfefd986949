package io.rekey.cli.tfa;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.cli.output.ExitCode;
import io.rekey.cli.standin.InAWorld;
import org.junit.jupiter.api.Test;

class ListProvidersTest extends InAWorld {

    @Test
    void showsWhatPolicySaysAboutEach() {
        assertThat(world.helpdesk().run("tfa:providers").expect(ExitCode.DONE).out())
                .isEqualTo("""
                PROVIDER  OFFERED  ALLOWED  FORCED
                google    yes      yes      no
                authy     yes      no       no
                u2fkey    no       yes      yes
                """);
    }

    @Test
    void givesScriptsWhatTheServerSaid() {
        assertThat(world.helpdesk().run("tfa:providers", "--json").json().path("providers"))
                .hasSize(3);
    }
}
