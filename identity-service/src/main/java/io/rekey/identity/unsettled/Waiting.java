package io.rekey.identity.unsettled;

import io.rekey.messaging.event.EncodedEvent;
import java.time.Instant;
import java.util.Objects;
import org.bson.Document;

/** An event that some service has not receipted yet, as read from its user's document. */
record Waiting(String userId, String causeId, Instant sentAt, EncodedEvent event) {

    static Waiting of(String userId, Document entry) {
        return new Waiting(
                userId,
                Objects.requireNonNull(entry.getString("cause")),
                Objects.requireNonNull(entry.getDate("sentAt")).toInstant(),
                EncodedEvent.from(Objects.requireNonNull(entry.get("event", Document.class))));
    }
}
