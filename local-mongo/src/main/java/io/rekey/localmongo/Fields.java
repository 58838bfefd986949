package io.rekey.localmongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Typed reading of commands and replies. */
final class Fields {
    private Fields() {}

    static int number(Document from, String field) {
        return required(from.get(field), field, Number.class).intValue();
    }

    static String text(Document from, String field) {
        return required(from.get(field), field, String.class);
    }

    static Document document(Document from, String field) {
        return required(from.get(field), field, Document.class);
    }

    /** Empty if absent. */
    @SuppressWarnings("unchecked")
    static List<Document> documents(Document from, String field) {
        List<Document> documents = (List<Document>) from.get(field);
        return documents == null ? List.of() : documents;
    }

    private static <T> T required(@Nullable Object value, String field, Class<T> type) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("The field %s is not a %s".formatted(field, type.getSimpleName()));
        }
        return type.cast(value);
    }
}
