package io.rekey.localmongo;

import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An index in memory that serves every filter which pins its keys, whatever else the filter asks for. Built again at
 * each start. Guarded by the lock of its collection.
 */
abstract class KeyIndex extends Index<Long> {
    private static final Pattern ARRAY_POSITION = Pattern.compile("(.*\\.)?\\d+(\\..*)?");

    private final boolean usable;

    KeyIndex(String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
        // Values are collected without array positions, so a path such as "devices.0" cannot be looked up.
        this.usable =
                keys().stream().noneMatch(key -> ARRAY_POSITION.matcher(key).matches());
    }

    /** About how many documents a lookup with this filter has to examine. */
    abstract int estimate(Document filter);

    /** Whether the filter says where in the index to look. */
    abstract boolean isServed(Document filter);

    @Override
    public final boolean canHandle(Document filter) {
        return usable && isServed(filter);
    }

    static Stream<KeyValue> keys(List<List<Object>> combinations) {
        return combinations.stream().map(values -> new KeyValue(values).normalized());
    }

    /** Tells the library that a document may be absent from the index, also where the definition does not say so. */
    @Override
    protected final boolean isSparse() {
        return true;
    }

    /** The library compares the sparse flag alone, and then takes a unique index for the plain one of the same name. */
    @Override
    public final boolean hasSameOptions(Index<?> other) {
        return super.hasSameOptions(other)
                && isUnique() == other.isUnique()
                && describeKeys(this).equals(describeKeys(other));
    }

    private static String describeKeys(Index<?> index) {
        return index.getKeys().toString();
    }

    @Override
    public final long getDataSize() {
        return getCount();
    }
}
