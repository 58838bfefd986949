package io.rekey.mfa.reset;

import io.rekey.events.Level;
import io.rekey.events.Scope;
import io.rekey.mfa.user.FactorsDocument;
import io.rekey.mfa.user.Fences;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.mapping.FieldType;
import org.springframework.data.mongodb.core.mapping.MongoId;

/** A user's document as this feature reads it: of each row only what a fence looks at. */
@Document(FactorsDocument.COLLECTION)
@TypeAlias("factors")
record FencedUser(
        @MongoId(FieldType.STRING) String userId,
        @Nullable Map<String, Long> fences,
        @Nullable List<Row> enrollments,
        @Nullable List<Row> backupCodes,
        @Nullable Long revision) {

    /**
     * An enrollment or a backup code.
     *
     * @param provider absent in a backup code
     */
    record Row(Level level, String organizationId, @Nullable String provider, long epoch) {

        Scope scope() {
            return new Scope(level, organizationId, provider == null ? Scope.BACKUP_CODES : provider);
        }
    }

    static FencedUser unknown(String userId) {
        return new FencedUser(userId, null, null, null, null);
    }

    List<Row> enrollmentRows() {
        return enrollments == null ? List.of() : enrollments;
    }

    List<Row> backupCodeRows() {
        return backupCodes == null ? List.of() : backupCodes;
    }

    /** The fences that some row lies below; empty when all is as it should be. */
    List<VoidedRows> belowFence() {
        Fences own = new Fences(fences);
        return Stream.concat(enrollmentRows().stream(), backupCodeRows().stream())
                .filter(row -> row.epoch() < own.of(row.scope()))
                .map(row -> new VoidedRows(row.scope(), own.of(row.scope())))
                .distinct()
                .toList();
    }
}
