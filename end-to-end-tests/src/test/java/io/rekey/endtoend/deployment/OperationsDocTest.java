package io.rekey.endtoend.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/operations.md names every setting, none that does not exist, and the defaults that the code has. */
class OperationsDocTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| [^|]+ \\| ([^|]*)\\| (yes|no) \\|$");

    private final String document = Files.readString(Path.of("..", "docs", "operations.md"));

    OperationsDocTest() throws IOException {}

    @ParameterizedTest
    @ValueSource(strings = {"identity-service", "mfa-service", "device-service", "notification-service"})
    void isTrue(String service) {
        Map<String, Row> documented = rows("All services");
        documented.putAll(rows(service));
        Map<String, String> settings = Settings.of(service);

        assertThat(documented.keySet()).containsAll(settings.keySet());
        assertThat(documented.keySet())
                .containsAll(ComposeFile.read().environment(service).keySet());
        TreeSet<String> invented = new TreeSet<>(documented.keySet());
        invented.removeIf(name -> !name.startsWith("REKEY_") || settings.containsKey(name));
        assertThat(invented).isEmpty();
        settings.forEach((name, value) -> {
            if (!value.isEmpty()) {
                assertThat(documented.get(name).byDefault()).as(name).isEqualTo("`" + value + "`");
            }
        });
    }

    private Map<String, Row> rows(String section) {
        String text = document.split("### " + section + "\n", 2)[1].split("\n##", 2)[0];
        Map<String, Row> rows = new TreeMap<>();
        for (Matcher row = ROW.matcher(text); row.find(); ) {
            rows.put(row.group(1), new Row(row.group(2).strip()));
        }
        return rows;
    }

    private record Row(String byDefault) {}
}
