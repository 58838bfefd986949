package io.rekey.localmongo;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a kill inside a drop can leave in the journal: documents of a collection that is no longer listed. A new
 * collection of that name must not find them.
 */
final class Leftovers {
    private static final String COLLECTION_LIST = "system.namespaces";
    private static final String INDEX_LIST = "system.indexes";

    private Leftovers() {}

    /** The names of the database's collections as its list has them. */
    static List<String> collections(String database, Journal journal) {
        String prefix = database + ".";
        return journal.tables().table(prefix + COLLECTION_LIST).values().stream()
                .map(entry -> ((String) entry.getOrDefault("name", "")).substring(prefix.length()))
                .toList();
    }

    static void remove(String database, Journal journal) {
        String prefix = database + ".";
        Set<String> listed =
                collections(database, journal).stream().map(prefix::concat).collect(Collectors.toSet());
        if (!listed.isEmpty()) {
            listed.add(prefix + INDEX_LIST);
        }
        listed.add(prefix + COLLECTION_LIST);
        journal.tables().names().stream()
                .filter(table -> table.startsWith(prefix) && !listed.contains(table))
                .forEach(table -> journal.apply(new Change.Drop(table)));
    }
}
