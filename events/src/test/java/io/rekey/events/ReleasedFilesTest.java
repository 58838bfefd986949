package io.rekey.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What was released is frozen: somebody out there reads it. A new event is added to the digests with {@code sha256sum};
 * a line that stands there is never changed, a changed event gets a new name or version.
 */
class ReleasedFilesTest {

    private static final Path RESOURCES = Path.of("src");

    @ParameterizedTest
    @CsvSource({
        "main/resources/schemas, test/resources/released-schemas.sha256",
        "test/resources/samples, test/resources/released-samples.sha256"
    })
    void neverChanges(String folder, String digests) throws Exception {
        List<String> actual = digestsOf(RESOURCES.resolve(folder));
        assertThat(actual)
                .as("a released file was changed, or a new one has no digest yet: cd events/src/" + folder
                        + " && sha256sum *.json")
                .containsExactlyElementsOf(Files.readAllLines(RESOURCES.resolve(digests)));
    }

    @ParameterizedTest
    @CsvSource({"main/resources/schemas", "test/resources/samples"})
    void belongsToAnEvent(String folder) throws Exception {
        Set<String> known =
                PublishedEvent.all().map(event -> event.type() + ".json").collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(known);
        }
    }

    /** As sha256sum prints them. */
    private static List<String> digestsOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted()
                    .map(file -> digest(file) + "  " + file.getFileName())
                    .toList();
        }
    }

    private static String digest(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
