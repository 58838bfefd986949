package io.rekey.localmongo;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.List;

/** Refuses index definitions that would be stored here and then mean something else than on a MongoDB server. */
final class IndexRules {
    private static final int CANNOT_CREATE_INDEX = 67;
    private static final List<String> UNSUPPORTED =
            List.of("partialFilterExpression", "collation", "wildcardProjection");

    private IndexRules() {}

    /** An {@code expireAfterSeconds} is accepted: nothing expires here, which whoever sweeps by query does not notice. */
    static void check(Document description) {
        for (String option : UNSUPPORTED) {
            if (description.get(option) != null) {
                throw refusal(description, option);
            }
        }
        Fields.document(description, "key").forEach((field, kind) -> {
            if (!(kind instanceof Number) && !"hashed".equals(kind)) {
                throw refusal(description, "the kind " + kind);
            }
        });
    }

    private static MongoServerError refusal(Document description, String what) {
        return new MongoServerError(
                CANNOT_CREATE_INDEX,
                "CannotCreateIndex",
                "Index %s: %s is not supported by the embedded server".formatted(description.get("name"), what));
    }
}
