package io.rekey.mfa.backupcode;

import io.rekey.events.Level;
import io.rekey.events.Scope;
import org.springframework.data.annotation.TypeAlias;

/**
 * One stored backup code.
 *
 * @param hash SHA-256 of the code, hexadecimal
 * @param enrollmentId the enrollment it was issued with
 */
@TypeAlias("backupCode")
record BackupCode(String hash, String organizationId, Level level, long epoch, String enrollmentId) {

    /** Which cell of the fence decides about this: one for all backup codes of a level, whatever provider is reset. */
    Scope scope() {
        return new Scope(level, organizationId, Scope.BACKUP_CODES);
    }

    boolean isIn(Scope scope) {
        return scope().key().equals(scope.key());
    }

    @Override
    public String toString() {
        return "BackupCode[level=" + level + ", epoch=" + epoch + "]";
    }
}
