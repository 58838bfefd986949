package io.rekey.localmongo;

import de.bwaldvogel.mongo.bson.Document;
import org.jspecify.annotations.Nullable;

/** The result of a write, not the operation: replaying one twice does no harm, which is what makes compaction simple. */
sealed interface Change {
    /** The collection's full name, such as {@code identity.users}. */
    String table();

    /** The document at this position now reads so. */
    record Put(String table, long position, Document document) implements Change {}

    /** There is no document at this position anymore. */
    record Delete(String table, long position) implements Change {}

    /** The collection is gone with everything in it. */
    record Drop(String table) implements Change {}

    /** From what the journal holds: no position means drop, no document means delete. */
    static Change of(String table, long position, @Nullable Document document) {
        if (position < 0) {
            return new Drop(table);
        }
        return document == null ? new Delete(table, position) : new Put(table, position, document);
    }
}
