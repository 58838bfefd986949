package io.rekey.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.cli.output.ExitCode;
import io.rekey.cli.standin.CommandLineRun;
import io.rekey.cli.standin.Keys;
import io.rekey.cli.standin.Outcome;
import io.rekey.cli.standin.World;
import java.nio.file.Path;
import java.security.KeyPair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose key opens the door, and where it is looked for. */
class KeyChoiceTest {

    @TempDir
    private Path folder;

    private World world;

    @BeforeEach
    void start() {
        world = new World(folder);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void takesTheOptionsBeforeTheEnvironment() {
        world.helpdesk()
                .with("REKEY_URL", "http://localhost:1")
                .with("REKEY_CLIENT", "nobody")
                .with("REKEY_KEY_FILE", "/nowhere")
                .run(
                        "tfa:providers",
                        "--url",
                        world.server().url() + "/",
                        "--client=helpdesk",
                        "--key",
                        world.key().toString())
                .expect(ExitCode.DONE);
    }

    @Test
    void takesOptionsBeforeTheCommandToo() {
        world.helpdesk()
                .with("REKEY_CLIENT", "")
                .run("--client", "helpdesk", "tfa:providers")
                .expect(ExitCode.DONE);
    }

    @Test
    void isTheOperatorWithTheKeyOfThePlatformThatRunsHere() {
        operatorsKey(folder.resolve("data/secrets/operator.pem"));
        here().run("tfa:providers").expect(ExitCode.DONE);
    }

    @Test
    void looksWhereThePlatformKeepsItsData() {
        operatorsKey(folder.resolve("elsewhere/secrets/operator.pem"));
        here().with("REKEY_DATA", folder.resolve("elsewhere").toString())
                .run("tfa:providers")
                .expect(ExitCode.DONE);
        here().with("REKEY_DATA", "elsewhere").run("tfa:providers").expect(ExitCode.DONE);
    }

    @Test
    void showsTheOperatorsKeyToNoOtherMachine() {
        operatorsKey(folder.resolve("data/secrets/operator.pem"));
        Outcome outcome = here().with("REKEY_URL", "https://rekey.example.org").run("tfa:providers");
        assertThat(outcome.expect(ExitCode.NOT_ALLOWED).err()).contains("there is no key to sign in with");
    }

    @Test
    void usesTheOperatorsKeyForNoOtherClient() {
        operatorsKey(folder.resolve("data/secrets/operator.pem"));
        here().with("REKEY_CLIENT", "helpdesk").run("tfa:providers").expect(ExitCode.NOT_ALLOWED);
    }

    @Test
    void saysHowToGetAKey() {
        Outcome outcome = here().run("tfa:providers").expect(ExitCode.NOT_ALLOWED);
        assertThat(outcome.err())
                .contains("openssl genpkey -algorithm ed25519", "POST /api/v1/api-clients", "operator.pem");
    }

    @Test
    void saysWhenTheKeyIsNotTheClients() {
        Outcome outcome = world.helpdesk().with("REKEY_CLIENT", "jobs").run("tfa:providers");
        assertThat(outcome.expect(ExitCode.NOT_ALLOWED).err())
                .contains("not accepted for the client jobs", "invalid_client");
    }

    @Test
    void refusesAnAddressThatIsNone() {
        for (String url : new String[] {"localhost:8080", "ftp://x", "http://", "http://a?b", "http://me:pw@host"}) {
            world.helpdesk().run("tfa:providers", "--url", url).expect(ExitCode.USAGE);
        }
    }

    @Test
    void refusesAnOrganizationThatCannotBeOne() {
        world.operator().run("tfa:providers", "--organization", "a\nb").expect(ExitCode.USAGE);
        world.operator().run("tfa:providers", "--organization", "acme").expect(ExitCode.DONE);
    }

    private CommandLineRun here() {
        return new CommandLineRun(folder).with("REKEY_URL", world.server().url());
    }

    private void operatorsKey(Path file) {
        KeyPair pair = Keys.ed25519();
        Keys.file(file, pair);
        world.server().register("operator", pair.getPublic());
    }
}
