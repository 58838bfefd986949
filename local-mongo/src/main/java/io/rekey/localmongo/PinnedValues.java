package io.rekey.localmongo;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which values a filter pins a field to. The whole filter is applied to what an index finds with them,
 * so values that lead to too many documents do no harm; a value too few would.
 */
final class PinnedValues {
    private static final int MOST_COMBINATIONS = 1000;

    private PinnedValues() {}

    /** Every combination of values the fields may have in a match; empty when the filter leaves a field open. */
    static Optional<List<List<Object>>> combinations(Document filter, List<String> fields) {
        List<List<Object>> rows = List.of(List.of());
        for (String field : fields) {
            List<Object> values = valuesOf(filter, field);
            if (values == null || (long) rows.size() * values.size() > MOST_COMBINATIONS) {
                return Optional.empty();
            }
            rows = rows.stream()
                    .flatMap(row -> values.stream().map(value -> append(row, value)))
                    .toList();
        }
        return Optional.of(rows);
    }

    private static List<Object> append(List<Object> row, Object value) {
        return Stream.concat(row.stream(), Stream.of(value)).toList();
    }

    private static @Nullable List<Object> valuesOf(Document filter, String field) {
        List<Object> values = pinned(filter.get(field));
        if (values == null && filter.get("$and") instanceof List<?> parts) {
            for (Object part : parts) {
                values = part instanceof Document alternative ? valuesOf(alternative, field) : null;
                if (values != null) {
                    return values;
                }
            }
        }
        return values;
    }

    /** {@code x}, {@code {$eq: x}} and {@code {$in: [x, y]}} with plain values; null for everything else. */
    private static @Nullable List<Object> pinned(@Nullable Object condition) {
        if (condition != null && isPlain(condition)) {
            return List.of(condition);
        }
        if (condition instanceof Document operators) {
            Object equal = operators.get("$eq");
            if (equal != null && isPlain(equal)) {
                return List.of(equal);
            }
            if (operators.get("$in") instanceof Collection<?> in && in.stream().allMatch(PinnedValues::isPlain)) {
                return new ArrayList<>(in);
            }
        }
        return null;
    }

    /** Null is not: it also matches documents without the field, which an index does not know. */
    private static boolean isPlain(@Nullable Object value) {
        return switch (value) {
            case String _, Number _, Boolean _, ObjectId _, Instant _, UUID _, BinData _ -> true;
            case Document document -> isExactSubdocument(document);
            case null, default -> false;
        };
    }

    private static boolean isExactSubdocument(Document document) {
        return !document.isEmpty() && document.keySet().stream().noneMatch(key -> key.startsWith("$"));
    }
}
