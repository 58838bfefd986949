package io.rekey.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.cli.standin.Keys;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** I14, R80: whatever logs an object logs its text, so no text has a secret in it. */
class SecretsTest {

    @TempDir
    private Path folder;

    @Test
    void aKeyKeepsItselfToItself() {
        ClientKey key = ClientKey.read(Keys.file(folder.resolve("key.pem"), Keys.ed25519()));
        Caller caller = new Caller("helpdesk", key);
        assertThat(key).hasToString("ClientKey[…]");
        assertThat(caller).hasToString("Caller[helpdesk]");
    }

    @Test
    void anEnvironmentMayHoldAnything() {
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Surroundings surroundings = new Surroundings(
                nowhere,
                nowhere,
                InputStream.nullInputStream(),
                Map.of("TOKEN", "s3cr3t"),
                false,
                Path.of("home"),
                Clock.systemUTC());
        assertThat(surroundings.toString()).contains("home").doesNotContain("s3cr3t");
    }
}
