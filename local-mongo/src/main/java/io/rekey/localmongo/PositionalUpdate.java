package io.rekey.localmongo;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.BadValueException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The positional operator: {@code "enrollments.$.state"} means the first element that the filter's condition on
 * {@code enrollments} matches. The library finds no position for {@code $elemMatch}, or one from an unrelated array,
 * and then changes the wrong element; so the {@code $} is replaced before the library sees the update.
 */
final class PositionalUpdate {
    private static final Pattern POSITIONAL = Pattern.compile("([^$]+)\\.\\$(\\..+)?");
    private static final Set<String> NEGATIONS = Set.of("$ne", "$nin", "$not");

    private final Document filter;
    private final Document document;

    private PositionalUpdate(Document filter, Document document) {
        this.filter = filter;
        this.document = document;
    }

    static boolean isPositional(Document update) {
        return update.values().stream()
                .flatMap(change -> change instanceof Document fields ? fields.keySet().stream() : Stream.of())
                .anyMatch(path -> POSITIONAL.matcher(path).matches());
    }

    /** The update with the position in each path that this document, which matches the filter, calls for. */
    static Document resolve(Document update, Document filter, Document document) {
        PositionalUpdate positions = new PositionalUpdate(filter, document);
        Document resolved = new Document();
        update.forEach((operator, change) -> resolved.put(operator, positions.resolve((Document) change)));
        return resolved;
    }

    private Document resolve(Document change) {
        Document resolved = new Document();
        change.forEach((path, value) -> resolved.put(resolve(path), value));
        return resolved;
    }

    private String resolve(String path) {
        Matcher positional = POSITIONAL.matcher(path);
        if (!positional.matches()) {
            return path;
        }
        String array = positional.group(1);
        String rest = positional.group(2);
        int position = Conditions.of(filter)
                .mapToInt(condition -> position(array, condition))
                .filter(found -> found >= 0)
                .findFirst()
                .orElseThrow(() ->
                        new BadValueException("The positional operator did not find the match needed from the query."));
        return array + "." + position + (rest == null ? "" : rest);
    }

    /** Of the first element the condition matches, or -1, also if it is about something else. */
    private int position(String array, Map.Entry<String, Object> condition) {
        String path = condition.getKey();
        boolean about = path.equals(array) || path.startsWith(array + ".");
        if (!about || isNegation(condition.getValue()) || !(valueAt(array) instanceof List<?> elements)) {
            return -1;
        }
        return IntStream.range(0, elements.size())
                .filter(i -> matches(elements.get(i), path.substring(array.length()), condition.getValue()))
                .findFirst()
                .orElse(-1);
    }

    private static boolean isNegation(@Nullable Object condition) {
        return condition instanceof Document operators && NEGATIONS.containsAll(operators.keySet());
    }

    private static boolean matches(@Nullable Object element, String rest, @Nullable Object condition) {
        DefaultQueryMatcher matcher = new DefaultQueryMatcher();
        if (rest.isEmpty()
                && condition instanceof Document operators
                && operators.get("$elemMatch") instanceof Document all) {
            return matcher.matchesValue(all, element);
        }
        return matcher.matches(new Document("element", element), new Document("element" + rest, condition));
    }

    private @Nullable Object valueAt(String path) {
        Object value = document;
        for (String field : path.split("\\.", -1)) {
            value = switch (value) {
                case Document fields -> fields.get(field);
                case List<?> elements
                when field.matches("\\d{1,9}") && Integer.parseInt(field) < elements.size() ->
                    elements.get(Integer.parseInt(field));
                case null, default -> null;
            };
        }
        return value;
    }
}
