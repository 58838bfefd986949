package io.rekey.localmongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds documents by the value, or a {@link Range} of values, of the first key of the index; the rest of the filter, and
 * the sort, run on what is found. Holds no documents without a value there, as nothing is ever looked up by null.
 */
final class PlainIndex extends KeyIndex {
    /** Value to the _id and position of each document that has it. */
    private final Map<KeyValue, Map<KeyValue, Long>> byValue = new HashMap<>();

    /** The values that have an order, by their type. */
    private final Map<Class<?>, NavigableSet<Object>> sorted = new HashMap<>();

    private final String field;

    PlainIndex(String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
        this.field = keys().getFirst();
    }

    @Override
    boolean isServed(Document filter) {
        return lookups(filter).isPresent();
    }

    private Optional<Stream<KeyValue>> lookups(Document filter) {
        Optional<List<List<Object>>> pinned = PinnedValues.combinations(filter, List.of(field));
        return pinned.isPresent()
                ? pinned.map(KeyIndex::keys)
                : Range.of(filter, field).map(this::valuesIn);
    }

    private Stream<KeyValue> valuesIn(Range range) {
        NavigableSet<Object> values = sorted.getOrDefault(range.type(), new TreeSet<>());
        return range.of(values).stream().map(KeyValue::new);
    }

    @Override
    int estimate(Document filter) {
        return lookups(filter)
                .orElseThrow()
                .mapToInt(value -> documents(value).size())
                .sum();
    }

    /** Found as they are asked for: one of a hundred thousand documents with a value may be all that is wanted. */
    @Override
    public Iterable<Long> getPositions(Document filter) {
        return () -> lookups(filter)
                .orElseThrow()
                .flatMap(value -> documents(value).values().stream())
                .distinct()
                .iterator();
    }

    private Map<KeyValue, Long> documents(KeyValue value) {
        return byValue.getOrDefault(value, Map.of());
    }

    @Override
    public void add(Document document, Long position, MongoCollection<Long> collection) {
        for (KeyValue value : entries(document)) {
            byValue.computeIfAbsent(value, this::sort).put(idOf(document), position);
        }
    }

    private Map<KeyValue, Long> sort(KeyValue value) {
        Object sortable = value.get(0);
        if (Range.isOrdered(sortable)) {
            sorted.computeIfAbsent(sortable.getClass(), _ -> new TreeSet<>()).add(sortable);
        }
        return new LinkedHashMap<>(2);
    }

    @Override
    public @Nullable Long remove(Document document) {
        Long position = null;
        for (KeyValue value : entries(document)) {
            Map<KeyValue, Long> same = byValue.getOrDefault(value, new HashMap<>());
            Long removed = same.remove(idOf(document));
            position = removed == null ? position : removed;
            if (same.isEmpty()) {
                forget(value);
            }
        }
        return position;
    }

    private void forget(KeyValue value) {
        byValue.remove(value);
        Object sortable = value.get(0);
        sorted.getOrDefault(sortable.getClass(), new TreeSet<>()).remove(sortable);
    }

    @Override
    public void updateInPlace(Document before, Document after, Long position, MongoCollection<Long> collection) {
        if (!entries(before).equals(entries(after))) {
            remove(before);
            add(after, position, collection);
        }
    }

    private Set<KeyValue> entries(Document document) {
        return getKeyValues(document).stream()
                .map(values -> values.get(0))
                .filter(Objects::nonNull)
                .map(KeyValue::new)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static KeyValue idOf(Document document) {
        return new KeyValue(document.getOrMissing("_id")).normalized();
    }

    /** Unknown: the library asks every index and is content with the answer of the one on _id. */
    @Override
    public @Nullable Long getPosition(Document document) {
        return null;
    }

    /** Two arrays in one document are refused here, before it is stored. */
    @Override
    public void checkAdd(Document document, MongoCollection<Long> collection) {
        getKeyValues(document);
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Long> collection) {
        getKeyValues(after);
    }

    @Override
    public long getCount() {
        return byValue.size();
    }

    @Override
    public void drop() {
        byValue.clear();
        sorted.clear();
    }
}
