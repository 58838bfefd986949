package io.rekey.localmongo;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
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
            Optional<List<Object>> values =
                    Conditions.on(filter, field).flatMap(PinnedValues::pinned).findFirst();
            if (values.isEmpty() || (long) rows.size() * values.get().size() > MOST_COMBINATIONS) {
                return Optional.empty();
            }
            rows = rows.stream()
                    .flatMap(row -> values.get().stream().map(value -> append(row, value)))
                    .toList();
        }
        return Optional.of(rows);
    }

    private static List<Object> append(List<Object> row, Object value) {
        return Stream.concat(row.stream(), Stream.of(value)).toList();
    }

    /** {@code x}, {@code {$eq: x}} and {@code {$in: [x, y]}} with plain values; nothing for everything else. */
    private static Stream<List<Object>> pinned(Object condition) {
        if (isPlain(condition)) {
            return Stream.of(List.of(condition));
        }
        if (condition instanceof Document operators) {
            Object equal = operators.get("$eq");
            if (equal != null && isPlain(equal)) {
                return Stream.of(List.of(equal));
            }
            if (operators.get("$in") instanceof Collection<?> in && in.stream().allMatch(PinnedValues::isPlain)) {
                return Stream.of(List.copyOf(in));
            }
        }
        return Stream.of();
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
