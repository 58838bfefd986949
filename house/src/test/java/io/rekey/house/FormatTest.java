package io.rekey.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Every Java file stands as Palantir's formatter leaves it. It runs here, on the JDK that compiles the project, because
 * inside Maven it would have to parse today's Java with whatever older JDK runs Maven (docs/adr/0001).
 */
class FormatTest {

    private static final boolean WRITE = "write".equals(System.getProperty("format"));
    private final Formatter formatter = Formatter.createFormatter(
            JavaFormatterOptions.builder().style(Style.PALANTIR).build());

    @Test
    void everyJavaFileIsFormatted() throws IOException {
        try (var files = Repository.files(".java")) {
            var unformatted =
                    files.filter(this::differs).map(Repository::relative).toList();
            assertThat(unformatted)
                    .as("format with: mvn -pl house test -Dformat=write")
                    .isEmpty();
        }
    }

    private boolean differs(Path file) {
        try {
            String source = Files.readString(file);
            String formatted = formatted(source);
            if (source.equals(formatted)) {
                return false;
            }
            if (WRITE) {
                Files.writeString(file, formatted);
            }
            return !WRITE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FormatterException e) {
            throw new IllegalStateException(Repository.relative(file) + " is not Java", e);
        }
    }

    private String formatted(String source) throws FormatterException {
        String ordered = ImportOrderer.reorderImports(RemoveUnusedImports.removeUnusedImports(source), Style.PALANTIR);
        return formatter.formatSource(ordered);
    }
}
