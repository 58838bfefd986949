package io.rekey.mfa.backupcode;

import io.rekey.events.Scope;
import io.rekey.events.mfa.BackupCodeUsed;
import io.rekey.mfa.user.EnteredCode;
import io.rekey.mfa.user.OrganizationId;
import io.rekey.mfa.user.UserId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Spends a backup code and puts a new one in its place, in one write (R10). The replacement belongs to the same epoch: it dies
 * with the others.
 */
@Component
class SpendBackupCode {

    private final BackupCodes backupCodes;
    private final Clock clock;

    SpendBackupCode(BackupCodes backupCodes, Clock clock) {
        this.backupCodes = backupCodes;
        this.clock = clock;
    }

    /** A set that would do, and the lowest epoch accepted of it, as captured when the sign-in started. */
    record Accepted(Scope scope, long fence) {

        boolean admits(BackupCode code) {
            // Guard: fence passed to the factor check
            return code.isIn(scope) && code.epoch() >= fence;
        }
    }

    /** What a spent code gives. */
    record Spent(NewCode replacement, int left) {}

    /** Empty if it is no code of an accepted set. Of any number of parallel requests with one code, one is accepted. */
    Optional<Spent> spend(UserId userId, OrganizationId organization, List<Accepted> accepted, EnteredCode entered) {
        CodeHolder holder = backupCodes.of(userId);
        return CodeHash.ofEntered(entered.value())
                .flatMap(hash -> find(holder, accepted, hash))
                .flatMap(code -> replace(holder, organization, code));
    }

    private static Optional<BackupCode> find(CodeHolder holder, List<Accepted> accepted, CodeHash hash) {
        return holder.codes().stream()
                .filter(code -> hash.isSameAs(code.hash()))
                .filter(code -> accepted.stream().anyMatch(one -> one.admits(code)))
                .findFirst();
    }

    private Optional<Spent> replace(CodeHolder holder, OrganizationId organization, BackupCode code) {
        NewCode replacement = NewCode.random();
        int left = holder.codesIn(code.scope()).size(); // the replacement stands in the spent one's place
        BackupCodeUsed event =
                new BackupCodeUsed(holder.userId(), organization.value(), code.epoch(), left, clock.instant());
        return backupCodes.spend(holder, code, replacement.hash(), event)
                ? Optional.of(new Spent(replacement, left))
                : Optional.empty();
    }
}
