package io.rekey.mfa.reset;

import io.rekey.mfa.user.FactorsDocument;
import io.rekey.mfa.user.Fences;
import java.util.List;
import org.bson.Document;
import org.springframework.data.mongodb.core.query.Update;

/** Builds the write that removes void rows and raises the fence with them, so that nothing old can be written afterwards. */
final class VoidFactors {

    private VoidFactors() {}

    /** The fences only rise ({@code $max}): an old event removes nothing new and lowers nothing (I10). */
    static Update update(List<VoidedRows> cells) {
        Update update = FactorsDocument.changingRows(new Update());
        pull(
                update,
                FactorsDocument.ENROLLMENTS,
                cells.stream().filter(cell -> !cell.isOfBackupCodes()).toList());
        pull(
                update,
                FactorsDocument.BACKUP_CODES,
                cells.stream().filter(VoidedRows::isOfBackupCodes).toList());
        cells.forEach(cell -> update.max(Fences.path(cell.scope()), cell.below()));
        return update;
    }

    private static void pull(Update update, String rows, List<VoidedRows> cells) {
        if (!cells.isEmpty()) {
            update.pull(
                    rows,
                    new Document(
                            "$or", cells.stream().map(VoidedRows::condition).toList()));
        }
    }
}
