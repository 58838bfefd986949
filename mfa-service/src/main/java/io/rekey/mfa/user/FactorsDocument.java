package io.rekey.mfa.user;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;

/**
 * The collection {@code factors}: one document per user with the fences, the enrollments, the backup codes and the outbox,
 * so that whatever must be atomic for a user is one write. Each feature reads the part that it needs; nobody saves the
 * whole.
 */
public final class FactorsDocument {

    public static final String COLLECTION = "factors";
    public static final String ENROLLMENTS = "enrollments";
    public static final String BACKUP_CODES = "backupCodes";
    public static final String FENCES = "fences";

    /**
     * Rises with every write that adds or removes an enrollment or changes a backup code; absent until the first. A write
     * that depends on what was read of these (a count, a rebuilt array) is guarded by it.
     */
    public static final String REVISION = "revision";

    private FactorsDocument() {}

    /** Marks an update as one that changes rows. Returns the same update. */
    public static Update changingRows(Update update) {
        return update.inc(REVISION, 1L);
    }

    /** The condition that no row has changed since the document was read with this revision; null where it had none. */
    public static Criteria at(@Nullable Long revision) {
        return revision == null
                ? where(REVISION).exists(false)
                : where(REVISION).is(revision);
    }
}
