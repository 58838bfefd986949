package io.rekey.identity.organization;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.identity.PolicyChanged.Change;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/policy.md names every setting, in its order, with the standard that the code has. */
class PolicyDocumentTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| `([^`|]+)` \\| [^|]*\\| [^|]+\\|$");

    @Test
    void namesEverySettingAndItsStandard() throws IOException {
        Map<String, String> documented = new LinkedHashMap<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("..", "docs", "policy.md")));
        while (row.find()) {
            documented.put(row.group(1), row.group(2));
        }
        assertThat(documented).isEqualTo(standards());
        assertThat(new ArrayList<>(documented.keySet())).isEqualTo(settings());
    }

    /** The standard decides everything, so its way from nothing names every setting. */
    private static Map<String, String> standards() {
        Map<String, String> standards = new LinkedHashMap<>();
        for (Change change : PolicySettings.none().changesTo(PolicySettings.of(Policy.standard()))) {
            standards.put(change.setting(), change.after());
        }
        return standards;
    }

    private static List<String> settings() {
        return Arrays.stream(PolicySettings.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }
}
