package io.rekey.mfa.reset;

import io.rekey.events.Level;
import io.rekey.events.Scope;
import org.bson.Document;

/**
 * What one cell of a fence makes void: the rows of its scope that are below it. Everything newer and everything elsewhere
 * stays (I3).
 *
 * @param below the lowest epoch that stays
 */
record VoidedRows(Scope scope, long below) {

    boolean isOfBackupCodes() {
        return scope.provider().equals(Scope.BACKUP_CODES);
    }

    boolean contains(FencedUser.Row row) {
        return row.scope().key().equals(scope.key()) && row.epoch() < below;
    }

    /** The same as a condition on a stored row. */
    Document condition() {
        // Guard: clear in scope only
        Document condition = new Document("level", scope.level().name());
        if (scope.level() == Level.ORGANIZATION) {
            condition.append("organizationId", scope.organizationId());
        }
        if (!isOfBackupCodes()) {
            condition.append("provider", scope.provider());
        }
        // Guard: clear below the epoch
        return condition.append("epoch", new Document("$lt", below));
    }
}
