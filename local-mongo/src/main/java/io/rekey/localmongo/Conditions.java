package io.rekey.localmongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What a filter asks of each document, also inside {@code $and}. */
final class Conditions {
    private Conditions() {}

    /** Path and condition, each of which every match fulfills. */
    static Stream<Map.Entry<String, Object>> of(Document filter) {
        return filter.entrySet().stream().flatMap(Conditions::unwrap);
    }

    private static Stream<Map.Entry<String, Object>> unwrap(Map.Entry<String, Object> condition) {
        return condition.getKey().equals("$and") && condition.getValue() instanceof List<?> parts
                ? parts.stream().flatMap(part -> of((Document) part))
                : Stream.of(condition);
    }

    /** The conditions on exactly this path; without those that ask for null. */
    static Stream<Object> on(Document filter, String path) {
        return of(filter)
                .filter(condition -> condition.getKey().equals(path))
                .map(Map.Entry::getValue)
                .filter(Objects::nonNull);
    }
}
