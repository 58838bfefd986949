package io.rekey.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Nothing that a service would accept as a secret stands in any file (R85): samples are of a form that is refused at start,
 * and tests make their keys when they run.
 */
class NoSecretIsCommittedTest {

    private static final List<Pattern> SECRETS = List.of(
            Pattern.compile("\\brekey_[A-Za-z0-9_-]{48}\\b"),
            Pattern.compile("MC4CAQAwBQYDK2VwBCIEI[A-Za-z0-9+/]{43}"), // Ed25519, PKCS#8
            Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----"),
            Pattern.compile(
                    "[Z]29vZ2xlLmNyeXB0by50aW5r|[d]vb2dsZS5jcnlwdG8udGlu|[n]b29nbGUuY3J5cHRvLnRpbm")); // Tink keyset

    @Test
    void noFileHoldsOne() throws IOException {
        try (Stream<Path> files = Repository.files("")) {
            List<String> found = files.filter(Files::isRegularFile)
                    .filter(file -> SECRETS.stream()
                            .anyMatch(secret -> secret.matcher(text(file)).find()))
                    .map(Repository::relative)
                    .filter(file -> !file.equals(".env"))
                    .toList();
            assertThat(found).isEmpty();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
