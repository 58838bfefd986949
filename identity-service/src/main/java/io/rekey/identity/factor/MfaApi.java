package io.rekey.identity.factor;

import io.rekey.events.Level;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** The internal API of mfa-service, word for word. */
@HttpExchange("/internal")
interface MfaApi {

    @PostExchange("/enrollments")
    Begun begin(@RequestBody Begin body);

    @PostExchange("/enrollments/{enrollmentId}/activation")
    Activation activate(@PathVariable String enrollmentId, @RequestBody Activate body);

    @GetExchange("/users/{userId}/enrollments/{enrollmentId}")
    State state(@PathVariable String userId, @PathVariable String enrollmentId);

    @GetExchange("/users/{userId}/enrollments")
    Enrolled enrolled(@PathVariable String userId);

    @PostExchange("/verifications")
    Verification verify(@RequestBody Verify body);

    @PostExchange("/resynchronizations")
    Verification resynchronize(@RequestBody Resynchronize body);

    @PostExchange("/backup-codes")
    Issued issueBackupCodes(@RequestBody Issue body);

    @PostExchange("/backup-code-spendings")
    Spending spend(@RequestBody Spend body);

    record Begin(
            String enrollmentId,
            String userId,
            String organizationId,
            Level level,
            String provider,
            long epoch,
            String issuer,
            String account) {}

    record Begun(String enrollmentId, String provider, String uri, String secret) {
        @Override
        public String toString() {
            return "Begun[enrollmentId=" + enrollmentId + "]";
        }
    }

    record Activate(String userId, String code) {
        @Override
        public String toString() {
            return "Activate[userId=" + userId + "]";
        }
    }

    record Activation(String result) {}

    record State(String state) {}

    record Enrolled(List<Enrollment> enrollments, List<BackupCodes> backupCodes) {}

    record Enrollment(
            String enrollmentId,
            Level level,
            String organizationId,
            String provider,
            String state,
            long epoch,
            Instant createdAt,
            @Nullable Instant lastUsedAt) {}

    record BackupCodes(Level level, String organizationId, int left) {}

    record Factor(String enrollmentId, long fence) {}

    record Verify(String userId, List<Factor> factors, String code) {
        @Override
        public String toString() {
            return "Verify[userId=" + userId + "]";
        }
    }

    record Resynchronize(String userId, List<Factor> factors, String firstCode, String secondCode) {
        @Override
        public String toString() {
            return "Resynchronize[userId=" + userId + "]";
        }
    }

    record Verification(
            String result,
            @Nullable String enrollmentId,
            @Nullable String provider) {}

    record Issue(String userId, String organizationId, Level level, String enrollmentId, long epoch) {}

    record Issued(List<String> codes) {
        @Override
        public String toString() {
            return "Issued[" + codes.size() + "]";
        }
    }

    record CodeSet(Level level, String organizationId, long fence) {}

    record Spend(String userId, String organizationId, List<CodeSet> codes, String code) {
        @Override
        public String toString() {
            return "Spend[userId=" + userId + "]";
        }
    }

    record Spending(
            String result,
            @Nullable String replacement,
            @Nullable Integer left) {
        @Override
        public String toString() {
            return "Spending[result=" + result + "]";
        }
    }
}
