package io.rekey.mfa.backupcode;

import static io.rekey.mfa.user.Required.notNegative;
import static io.rekey.mfa.user.Required.required;

import io.rekey.events.Level;
import io.rekey.events.Scope;
import io.rekey.mfa.user.EnrollmentId;
import io.rekey.mfa.user.EnteredCode;
import io.rekey.mfa.user.OrganizationId;
import io.rekey.mfa.user.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Backup codes for identity-service; the only place where they leave this service in clear. */
@RestController
@RequestMapping("/internal")
class BackupCodeController {

    private static final int MAX_SETS = 50;

    private final IssueBackupCodes issueBackupCodes;
    private final SpendBackupCode spendBackupCode;

    BackupCodeController(IssueBackupCodes issueBackupCodes, SpendBackupCode spendBackupCode) {
        this.issueBackupCodes = issueBackupCodes;
        this.spendBackupCode = spendBackupCode;
    }

    record IssueBody(UserId userId, OrganizationId organizationId, Level level, EnrollmentId enrollmentId, long epoch) {

        IssueBody {
            required(userId, "userId");
            required(organizationId, "organizationId");
            required(enrollmentId, "enrollmentId");
            notNegative(epoch, "epoch");
            oneLevel(level);
        }

        IssueBackupCodes.Request request() {
            Scope scope = new Scope(level, organizationId.value(), Scope.BACKUP_CODES);
            return new IssueBackupCodes.Request(userId, organizationId, scope, enrollmentId, epoch);
        }
    }

    record Issued(List<String> codes) {

        @Override
        public String toString() {
            return "Issued[" + codes.size() + "]";
        }
    }

    @PostMapping("/backup-codes")
    @ResponseStatus(HttpStatus.CREATED)
    Issued issue(@RequestBody IssueBody body) {
        return new Issued(issueBackupCodes.issue(body.request()).stream()
                .map(NewCode::text)
                .toList());
    }

    /** @param organizationId may be absent for personal codes */
    record AcceptedSet(Level level, @Nullable OrganizationId organizationId, long fence) {

        AcceptedSet {
            notNegative(fence, "fence");
            if (oneLevel(level) == Level.ORGANIZATION) {
                required(organizationId, "organizationId");
            }
        }

        SpendBackupCode.Accepted accepted() {
            String organization = organizationId == null ? "" : organizationId.value();
            return new SpendBackupCode.Accepted(new Scope(level, organization, Scope.BACKUP_CODES), fence);
        }
    }

    record SpendBody(UserId userId, OrganizationId organizationId, List<AcceptedSet> codes, EnteredCode code) {

        SpendBody {
            required(userId, "userId");
            required(organizationId, "organizationId");
            required(code, "code");
            if (required(codes, "codes").size() > MAX_SETS) {
                throw new IllegalArgumentException("codes has at most " + MAX_SETS + " entries");
            }
            codes = List.copyOf(codes);
        }
    }

    /** What became of a spend; serialized as it is. */
    sealed interface Spending {

        /** The code is dead; the replacement is shown once. */
        record Accepted(String result, String replacement, int left) implements Spending {

            @Override
            public String toString() {
                return "Accepted";
            }
        }

        /** Nobody's code, or one spent before: both look alike. */
        record Refused(String result) implements Spending {}
    }

    @PostMapping("/backup-code-spendings")
    Spending spend(@RequestBody SpendBody body) {
        List<SpendBackupCode.Accepted> accepted =
                body.codes().stream().map(AcceptedSet::accepted).toList();
        return spendBackupCode
                .spend(body.userId(), body.organizationId(), accepted, body.code())
                .<Spending>map(spent ->
                        new Spending.Accepted("ACCEPTED", spent.replacement().text(), spent.left()))
                .orElseGet(() -> new Spending.Refused("WRONG"));
    }

    private static Level oneLevel(Level level) {
        if (required(level, "level") == Level.BOTH) {
            throw new IllegalArgumentException("backup codes have one level");
        }
        return level;
    }
}
