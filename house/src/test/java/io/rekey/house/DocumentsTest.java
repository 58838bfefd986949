package io.rekey.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents point to is there. */
class DocumentsTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)[^)]*\\)|src=\"([^\"]+)\"");
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        try (Stream<Path> documents = Repository.files(".md")) {
            List<String> dead = documents.flatMap(DocumentsTest::deadLinks).toList();
            assertThat(dead).isEmpty();
        }
    }

    @Test
    void theArchitectureNamesEveryModule() throws IOException {
        String architecture = Files.readString(Repository.root().resolve("ARCHITECTURE.md"));
        List<String> modules = MODULE.matcher(Files.readString(Repository.root().resolve("pom.xml")))
                .results()
                .map(module -> module.group(1))
                .toList();
        assertThat(modules)
                .isNotEmpty()
                .allSatisfy(module -> assertThat(architecture).contains("`" + module + "/`"));
    }

    private static Stream<String> deadLinks(Path document) {
        return LINK.matcher(read(document))
                .results()
                .map(link -> link.group(1) == null ? link.group(2) : link.group(1))
                .filter(target -> !target.matches("[a-z]+:.*"))
                .filter(target -> !Files.exists(document.resolveSibling(target)))
                .map(target -> Repository.relative(document) + " -> " + target);
    }

    private static String read(Path document) {
        try {
            return Files.readString(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
