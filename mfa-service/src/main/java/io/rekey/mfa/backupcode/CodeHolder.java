package io.rekey.mfa.backupcode;

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

/** A user's document as this feature reads it. */
@Document(FactorsDocument.COLLECTION)
@TypeAlias("factors")
record CodeHolder(
        @MongoId(FieldType.STRING) String userId,
        @Nullable Map<String, Long> fences,
        @Nullable List<BackupCode> backupCodes,
        @Nullable Long revision) {

    List<BackupCode> codes() {
        return backupCodes == null ? List.of() : backupCodes;
    }

    List<BackupCode> codesIn(Scope scope) {
        return codes().stream().filter(code -> code.isIn(scope)).toList();
    }

    /** The stored codes when a scope's are replaced; those of other levels and organizations stay. */
    List<BackupCode> replaced(Scope scope, List<BackupCode> fresh) {
        return Stream.concat(codes().stream().filter(code -> !code.isIn(scope)), fresh.stream())
                .toList();
    }

    /** Whether codes of this epoch may take the place of those that are there: neither below the fence nor older than them. */
    boolean admits(Scope scope, long epoch) {
        return epoch >= new Fences(fences).of(scope) && codesIn(scope).stream().allMatch(code -> code.epoch() <= epoch);
    }
}
