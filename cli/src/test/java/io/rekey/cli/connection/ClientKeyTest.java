package io.rekey.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jsonwebtoken.Jwts;
import io.rekey.cli.output.ExitCode;
import io.rekey.cli.output.FailedException;
import io.rekey.cli.standin.Keys;
import java.nio.file.Path;
import java.security.KeyPair;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientKeyTest {

    @TempDir
    private Path folder;

    @Test
    void readsEd25519() {
        KeyPair pair = Keys.ed25519();
        ClientKey key = ClientKey.read(Keys.file(folder.resolve("key.pem"), pair));
        assertThat(key.privateKey().getEncoded()).isEqualTo(pair.getPrivate().getEncoded());
        assertThat(key.algorithm()).isSameAs(Jwts.SIG.EdDSA);
    }

    @Test
    void readsP256() {
        ClientKey key = ClientKey.read(Keys.file(folder.resolve("key.pem"), Keys.ec("secp256r1")));
        assertThat(key.algorithm()).isSameAs(Jwts.SIG.ES256);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-"})
    void refusesAFileThatIsNotItsOwnersAlone(String permissions) {
        Path file = Keys.file(
                folder.resolve("key.pem"),
                Keys.pem("PRIVATE KEY", Keys.ed25519().getPrivate()),
                permissions);
        assertRefused(file, "chmod 600 " + file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"r--------", "rw-------", "rwx------"})
    void takesAFileThatIs(String permissions) {
        Path file = Keys.file(
                folder.resolve("key.pem"),
                Keys.pem("PRIVATE KEY", Keys.ed25519().getPrivate()),
                permissions);
        assertThat(ClientKey.read(file)).isNotNull();
    }

    @Test
    void refusesOtherKindsAndSaysHowToConvert() {
        assertRefused(
                written(Keys.pem("EC PRIVATE KEY", Keys.ec("secp256r1").getPrivate())),
                "openssl pkcs8 -topk8 -nocrypt");
        assertRefused(written(Keys.pem("ENCRYPTED PRIVATE KEY", Keys.ed25519().getPrivate())), "without a passphrase");
        assertRefused(written(Keys.pem("PUBLIC KEY", Keys.ed25519().getPublic())), "\"PUBLIC KEY\"");
    }

    @Test
    void refusesOtherAlgorithms() {
        assertRefused(written(Keys.pem("PRIVATE KEY", Keys.rsa().getPrivate())), "neither an Ed25519 nor an EC P-256");
        assertRefused(
                written(Keys.pem("PRIVATE KEY", Keys.ec("secp384r1").getPrivate())),
                "neither an Ed25519 nor an EC P-256");
    }

    @Test
    void quotesNothingOfWhatItCannotRead() {
        String secret = "bm90IGEga2V5IGJ1dCBzZWNyZXQ=";
        String label = "PRIVATE KEY-----\n";
        assertRefused(written("-----BEGIN " + label + secret + "\n-----END " + label), "openssl genpkey")
                .doesNotContain(secret);
        assertRefused(written(secret), "not a PEM file").doesNotContain(secret);
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertRefused(folder.resolve("nowhere.pem"), "there is no key file");
        assertRefused(folder, "there is no key file");
    }

    private Path written(String text) {
        return Keys.file(folder.resolve("key.pem"), text, "rw-------");
    }

    private static AbstractStringAssert<?> assertRefused(Path file, String reason) {
        FailedException failure = catchThrowableOfType(FailedException.class, () -> ClientKey.read(file));
        assertThat(failure.exitCode()).isEqualTo(ExitCode.NOT_ALLOWED);
        return assertThat(failure.sentences()).contains(reason);
    }
}
