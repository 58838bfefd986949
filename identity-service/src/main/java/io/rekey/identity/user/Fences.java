package io.rekey.identity.user;

import io.rekey.events.Level;
import io.rekey.events.Scope;
import java.util.Map;

/**
 * The lowest epoch that an artifact must carry to be accepted. They only rise (I10).
 *
 * @param factors by {@link Scope#key()}; a missing cell counts as 0
 */
public record Fences(long sessions, long links, long devices, Map<String, Long> factors) {

    public Fences {
        factors = Map.copyOf(factors);
    }

    /** The fence of a provider at a level. */
    public long of(Scope scope) {
        return factors.getOrDefault(scope.key(), 0L);
    }

    /** The fence of the backup codes of a level. */
    public long ofBackupCodes(Level level, String organizationId) {
        return of(new Scope(level, organizationId, Scope.BACKUP_CODES));
    }
}
