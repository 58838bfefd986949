package io.rekey.localmongo;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.BadValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Bulk writes as MongoDB answers them. The library counts refused documents as inserted, and goes on behind the first
 * error of an ordered update.
 */
final class WriteReplies {
    private static final String ERRORS = "writeErrors";

    private WriteReplies() {}

    static Document insert(Document command, Document reply) {
        List<Document> errors = Fields.documents(reply, ERRORS);
        if (!errors.isEmpty()) {
            int sent = Fields.documents(command, "documents").size();
            int first = Fields.number(errors.getFirst(), "index");
            reply.put("n", isOrdered(command) ? first : sent - errors.size());
        }
        return reply;
    }

    /** Runs the updates one by one, so that it can stop. */
    static Document update(Document command, UnaryOperator<Document> run) {
        List<Document> updates = Fields.documents(command, "updates");
        updates.forEach(update -> refusePipeline(update.get("u")));
        Totals totals = new Totals();
        for (Document update : updates) {
            Document single = command.clone();
            single.put("updates", List.of(update));
            totals.add(run.apply(single));
            if (isOrdered(command) && !totals.errors.isEmpty()) {
                break;
            }
        }
        return totals.reply();
    }

    static void refusePipeline(@Nullable Object update) {
        if (update instanceof List<?>) {
            throw new BadValueException("Updates by pipeline are not supported by the embedded server");
        }
    }

    private static boolean isOrdered(Document command) {
        return !Boolean.FALSE.equals(command.get("ordered"));
    }

    /** The sum of replies to single updates. */
    private static final class Totals {
        private final List<Document> upserts = new ArrayList<>();
        private final List<Document> errors = new ArrayList<>();
        private int replies;
        private int matched;
        private int modified;

        void add(Document reply) {
            matched += Fields.number(reply, "n");
            modified += Fields.number(reply, "nModified");
            Fields.documents(reply, "upserted").forEach(upsert -> upserts.add(upsert.append("index", replies)));
            Fields.documents(reply, ERRORS).forEach(error -> errors.add(error.append("index", replies)));
            replies++;
        }

        Document reply() {
            Document reply =
                    new Document("n", matched).append("nModified", modified).append("ok", 1.0);
            reply.putIfNotNull("upserted", upserts.isEmpty() ? null : upserts);
            reply.putIfNotNull(ERRORS, errors.isEmpty() ? null : errors);
            return reply;
        }
    }
}
