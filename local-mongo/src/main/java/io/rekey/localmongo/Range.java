package io.rekey.localmongo;

import de.bwaldvogel.mongo.bson.Document;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One bound on a date or a string, such as a sweeper's {@code {until: {$lt: now}}}. Only one, as of two bounds on an
 * array each may be met by another element; and no numbers, whose order across their types is the matcher's business.
 */
record Range(String operator, Object bound) {
    private static final List<String> OPERATORS = List.of("$lt", "$lte", "$gt", "$gte");

    static Optional<Range> of(Document filter, String field) {
        return Conditions.on(filter, field).flatMap(Range::bounds).findFirst();
    }

    private static Stream<Range> bounds(Object condition) {
        return condition instanceof Document operators
                ? OPERATORS.stream().flatMap(operator -> bound(operator, operators.get(operator)))
                : Stream.of();
    }

    private static Stream<Range> bound(String operator, @Nullable Object bound) {
        return bound != null && isOrdered(bound) ? Stream.of(new Range(operator, bound)) : Stream.of();
    }

    static boolean isOrdered(Object value) {
        return value instanceof Instant || value instanceof String;
    }

    /** A range takes in values of its own type only. */
    Class<?> type() {
        return bound.getClass();
    }

    NavigableSet<Object> of(NavigableSet<Object> values) {
        return switch (operator) {
            case "$lt" -> values.headSet(bound, false);
            case "$lte" -> values.headSet(bound, true);
            case "$gt" -> values.tailSet(bound, false);
            default -> values.tailSet(bound, true);
        };
    }
}
