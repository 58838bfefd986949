package io.rekey.identity.compatible;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Compares an answer with what was recorded: field by field the same, but for what is another each time. */
final class Recording {

    private static final Map<String, String> ANY = Map.of(
            "<id>", "[A-Za-z0-9_-]{1,64}",
            "<time>", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z",
            "<code>", "[A-Z2-9]+(-[A-Z0-9]+)+",
            "<number>", "\\d+");
    private static final Pattern PLACEHOLDER = Pattern.compile("<(id|time|code|number)>");

    private Recording() {}

    static void assertSame(JsonNode recorded, JsonNode answer) {
        assertSame("$", recorded, answer);
    }

    private static void assertSame(String at, JsonNode recorded, JsonNode answer) {
        if (recorded.isObject() && answer.isObject()) {
            assertThat(names(answer)).as(at).isEqualTo(names(recorded));
            recorded.properties()
                    .forEach(field ->
                            assertSame(at + "." + field.getKey(), field.getValue(), answer.path(field.getKey())));
        } else if (recorded.isArray() && answer.isArray()) {
            assertThat(answer.size()).as(at).isEqualTo(recorded.size());
            for (int i = 0; i < recorded.size(); i++) {
                assertSame(at + "[" + i + "]", recorded.get(i), answer.get(i));
            }
        } else if (recorded.isString() && answer.isString()) {
            assertThat(answer.asString()).as(at).matches(pattern(recorded.asString()));
        } else {
            assertThat(answer).as(at).isEqualTo(recorded);
        }
    }

    /** What a recorded text stands for. */
    static Pattern pattern(String recorded) {
        StringBuilder pattern = new StringBuilder();
        Matcher placeholders = PLACEHOLDER.matcher(recorded);
        int from = 0;
        while (placeholders.find()) {
            pattern.append(Pattern.quote(recorded.substring(from, placeholders.start())))
                    .append(ANY.get(placeholders.group()));
            from = placeholders.end();
        }
        return Pattern.compile(
                pattern.append(Pattern.quote(recorded.substring(from))).toString());
    }

    private static Set<String> names(JsonNode object) {
        return new TreeSet<>(object.propertyNames());
    }
}
