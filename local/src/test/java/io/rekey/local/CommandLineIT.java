package io.rekey.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.journey.Account;
import io.rekey.journey.SignIn;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a process, with the operator's key of a platform that runs here: nobody has to sign in anywhere. */
class CommandLineIT {

    private static final int DONE = 0;
    private static final int NOT_FOUND = 3;
    private static final int NOT_ALLOWED = 5;

    @TempDir
    private static Path data;

    private static PlatformProcess platform;

    private record Said(int exit, String out, String err) {}

    @BeforeAll
    static void start() throws Exception {
        platform = PlatformProcess.up(data);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void resetsSomebodyAndWaitsUntilEveryServiceHasDoneItsPart() throws Exception {
        Said said = rekey("tfa:reset", "marta", "all", "--reason", "Lost phone", "--ticket", "HD-7", "--wait");
        assertThat(said.exit()).as(said.toString()).isEqualTo(DONE);
        assertThat(said.out()).contains("is complete on all services");
        assertThat(rekey("resets", "list", "--organization", "acme").out()).contains("AWAITING_ENROLLMENT");
        Said json = rekey("users", "find", "marta", "--organization", "acme", "--json");
        assertThat(json.out().strip()).startsWith("{").endsWith("}").contains("\"username\":\"marta\"");
        assertThat(json.out()).doesNotContain("PRIVATE KEY");
    }

    @Test
    void saysWhoIsNotThereAndWhichProviderIsNone() throws Exception {
        Said nobody = rekey("tfa:reset", "martha", "all", "--reason", "Lost phone");
        assertThat(nobody.exit()).as(nobody.toString()).isEqualTo(NOT_FOUND);
        Said none = rekey("tfa:reset", "jun", "gogle", "--reason", "Lost phone");
        assertThat(none.exit()).as(none.toString()).isEqualTo(NOT_FOUND);
        assertThat(none.err()).contains("google");
    }

    /** Break-glass: a password alone signs in for a while, and not a moment longer than somebody wants. */
    @Test
    void letsPasswordsAloneSignInForAWhile() throws Exception {
        Account ada = platform.account("ada");
        Said off = rekey("tfa:disable", "--reason", "Every phone of the office is gone", "--for", "1h");
        assertThat(off.exit()).as(off.toString()).isEqualTo(DONE);
        assertThat(new SignIn(platform.installation().newBrowser())
                        .password(ada)
                        .text("state"))
                .isEqualTo("SIGNED_IN");
        Said on = rekey("tfa:enable");
        assertThat(on.exit()).as(on.toString()).isEqualTo(DONE);
        assertThat(new SignIn(platform.installation().newBrowser())
                        .password(ada)
                        .text("state"))
                .isEqualTo("SECOND_FACTOR_REQUIRED");
    }

    @Test
    void readsAndChangesThePolicyOfAnOrganization() throws Exception {
        Said set = rekey("policy", "set", "linkLifetime=PT30M", "--organization", "acme");
        assertThat(set.exit()).as(set.toString()).isEqualTo(DONE);
        assertThat(rekey("policy", "show", "--organization", "acme").out()).contains("PT30M");
        assertThat(rekey("tfa:providers", "--organization", "acme").out()).contains("google", "authy");
    }

    @Test
    void listsAndRevokesTrustedDevices() throws Exception {
        assertThat(rekey("devices", "list", "jun").exit()).isEqualTo(DONE);
        assertThat(rekey("devices", "revoke", "jun", "all").exit()).isEqualTo(DONE);
    }

    /** The twin: without the key, nothing. */
    @Test
    void doesNothingWithoutAKeyThatTheServerKnows() throws Exception {
        Said said = run(List.of("users", "find", "marta"), Path.of("nowhere"));
        assertThat(said.exit()).as(said.toString()).isEqualTo(NOT_ALLOWED);
    }

    private static Said rekey(String... arguments) throws Exception {
        return run(List.of(arguments), data);
    }

    private static Said run(List<String> arguments, Path home) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.rekey.cli.Rekey"));
        command.addAll(arguments);
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().put("REKEY_DATA", home.toString());
        process.environment().put("REKEY_URL", platform.url());
        Process running = process.start();
        String out = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(running.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(running.waitFor(), out, err);
    }
}
