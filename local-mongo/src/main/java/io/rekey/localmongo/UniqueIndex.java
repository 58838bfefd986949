package io.rekey.localmongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * At most one document per key, also across the elements of arrays. Unlike the library's it knows what a sparse index
 * has to hold when the path leads through an array (the library's then enforces and finds nothing).
 */
final class UniqueIndex extends KeyIndex {
    private final Map<KeyValue, Long> positions = new HashMap<>();
    private final boolean sparse;

    UniqueIndex(String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
        this.sparse = sparse;
    }

    @Override
    public boolean isUnique() {
        return true;
    }

    @Override
    boolean isServed(Document filter) {
        return PinnedValues.combinations(filter, keys()).isPresent();
    }

    private Stream<KeyValue> pinned(Document filter) {
        return keys(PinnedValues.combinations(filter, keys()).orElse(List.of()));
    }

    @Override
    int estimate(Document filter) {
        return (int) pinned(filter).count();
    }

    @Override
    public Iterable<Long> getPositions(Document filter) {
        return pinned(filter)
                .map(positions::get)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Long> collection) {
        refuseOthers(document, null, collection);
    }

    /** Checks once more, because an index on existing documents is checked for all of them before the first is added. */
    @Override
    public void add(Document document, Long position, MongoCollection<Long> collection) {
        for (KeyValue key : entries(document)) {
            Long holder = positions.putIfAbsent(key, position);
            if (holder != null && !holder.equals(position)) {
                throw new DuplicateKeyError(this, collection, getKeys(), key);
            }
        }
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Long> collection) {
        refuseOthers(after, getPosition(before), collection);
    }

    @Override
    public void updateInPlace(Document before, Document after, Long position, MongoCollection<Long> collection) {
        if (!nullAwareEqualsKeys(before, after) || sparse) {
            remove(before);
            add(after, position, collection);
        }
    }

    private void refuseOthers(Document document, @Nullable Long own, MongoCollection<Long> collection) {
        for (KeyValue key : entries(document)) {
            Long holder = positions.get(key);
            if (holder != null && !holder.equals(own)) {
                throw new DuplicateKeyError(this, collection, getKeys(), key);
            }
        }
    }

    @Override
    public @Nullable Long remove(Document document) {
        return eachEntry(document, positions::remove);
    }

    @Override
    public @Nullable Long getPosition(Document document) {
        return eachEntry(document, positions::get);
    }

    private @Nullable Long eachEntry(Document document, Function<KeyValue, @Nullable Long> step) {
        Long found = null;
        for (KeyValue key : entries(document)) {
            Long position = step.apply(key);
            found = position == null ? found : position;
        }
        return found;
    }

    private Set<KeyValue> entries(Document document) {
        Set<KeyValue> keys = getKeyValues(document);
        if (!sparse || keys().stream().anyMatch(path -> holdsNull(document, path))) {
            return keys;
        }
        return keys.stream().filter(UniqueIndex::hasValue).collect(Collectors.toSet());
    }

    /** A sparse index leaves out absent fields, not those that are there and null. */
    private static boolean holdsNull(Document document, String path) {
        Object value = Utils.getSubdocumentValueCollectionAware(document, path);
        return value == null
                || (value instanceof Collection<?> values && values.stream().anyMatch(Objects::isNull));
    }

    private static boolean hasValue(KeyValue key) {
        return key.stream().anyMatch(Objects::nonNull);
    }

    @Override
    public long getCount() {
        return positions.size();
    }

    @Override
    public void drop() {
        positions.clear();
    }
}
