package io.rekey.localmongo;

/** When rewriting the journal pays. Not thread-safe. */
final class CompactionPolicy {
    private static final long DEFAULT_FLOOR = 64L << 20;
    private static final int GROWTH = 4;

    private final long floor;
    private long dueAt;

    CompactionPolicy() {
        this(DEFAULT_FLOOR);
    }

    /** A smaller file than the floor, in bytes, is never worth it. */
    CompactionPolicy(long floor) {
        this.floor = floor;
        this.dueAt = floor;
    }

    boolean isDue(long fileSize) {
        return fileSize > dueAt;
    }

    /** At the start, where most of the file may be the past: by records, as sizes are not known. */
    boolean isWorthwhile(long records, long documents) {
        return records > GROWTH * (documents + 1);
    }

    /** Called with the size after a compaction, also a failed one: the next try is due when it has grown enough. */
    void compacted(long fileSize) {
        dueAt = Math.max(floor, GROWTH * fileSize);
    }
}
