package io.rekey.localmongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds documents by the value of the first key of the index; the rest of the filter, and the sort, run on what is found.
 * Holds no documents without a value there, because nothing is ever looked up by null.
 */
final class PlainIndex extends KeyIndex {
    /** Value to the _id and position of each document that has it. */
    private final Map<KeyValue, Map<KeyValue, Long>> byValue = new HashMap<>();

    PlainIndex(String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
    }

    @Override
    List<String> lookupKeys() {
        return keys().subList(0, 1);
    }

    @Override
    int estimate(Document filter) {
        return lookups(filter).stream()
                .mapToInt(value -> positionsOf(value).size())
                .sum();
    }

    /** Not a copy for a single value, which may be that of a hundred thousand documents when one of them is asked for. */
    @Override
    public Iterable<Long> getPositions(Document filter) {
        List<KeyValue> values = lookups(filter);
        if (values.size() == 1) {
            return positionsOf(values.getFirst());
        }
        Set<Long> positions = new LinkedHashSet<>();
        values.forEach(value -> positions.addAll(positionsOf(value)));
        return positions;
    }

    private Collection<Long> positionsOf(KeyValue value) {
        return byValue.getOrDefault(value, Map.of()).values();
    }

    @Override
    public void add(Document document, Long position, MongoCollection<Long> collection) {
        for (KeyValue value : entries(document)) {
            byValue.computeIfAbsent(value, _ -> new LinkedHashMap<>(2)).put(idOf(document), position);
        }
    }

    @Override
    public @Nullable Long remove(Document document) {
        Long position = null;
        for (KeyValue value : entries(document)) {
            Map<KeyValue, Long> same = byValue.getOrDefault(value, new HashMap<>());
            Long removed = same.remove(idOf(document));
            position = removed == null ? position : removed;
            byValue.remove(value, Map.of());
        }
        return position;
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
    }
}
