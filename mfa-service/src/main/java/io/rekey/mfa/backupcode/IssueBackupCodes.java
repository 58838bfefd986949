package io.rekey.mfa.backupcode;

import io.rekey.events.Scope;
import io.rekey.events.mfa.BackupCodesIssued;
import io.rekey.mfa.ContentionException;
import io.rekey.mfa.user.EnrollmentId;
import io.rekey.mfa.user.FencedException;
import io.rekey.mfa.user.OrganizationId;
import io.rekey.mfa.user.UserId;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Makes ten new backup codes in the place of all that a level had (R10). They exist in clear only in the answer: a repeated
 * request makes others, and the first ones are dead.
 */
@Component
class IssueBackupCodes {

    static final int CODES = 10;
    private static final int ATTEMPTS = 20;

    private final BackupCodes backupCodes;
    private final Clock clock;

    IssueBackupCodes(BackupCodes backupCodes, Clock clock) {
        this.backupCodes = backupCodes;
        this.clock = clock;
    }

    /** What identity-service asks for. */
    record Request(UserId userId, OrganizationId organization, Scope scope, EnrollmentId enrollmentId, long epoch) {}

    /**
     * The codes, for showing them once.
     *
     * @throws FencedException if a reset has ended the epoch, or newer codes are there: an old request that arrives late must
     *     not erase them (I3)
     */
    List<NewCode> issue(Request request) {
        List<NewCode> codes = Stream.generate(NewCode::random).limit(CODES).toList();
        List<BackupCode> stored =
                codes.stream().map(code -> stored(request, code)).toList();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            CodeHolder holder = backupCodes.of(request.userId());
            if (!holder.admits(request.scope(), request.epoch())) {
                throw new FencedException();
            }
            if (backupCodes.replaceAll(holder, holder.replaced(request.scope(), stored), event(request))) {
                return codes;
            }
        }
        throw new ContentionException();
    }

    private static BackupCode stored(Request request, NewCode code) {
        return new BackupCode(
                code.hash().hex(),
                request.organization().value(),
                request.scope().level(),
                request.epoch(),
                request.enrollmentId().value());
    }

    private BackupCodesIssued event(Request request) {
        return new BackupCodesIssued(
                request.userId().value(), request.organization().value(), request.epoch(), CODES, clock.instant());
    }
}
