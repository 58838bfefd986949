package io.rekey.messaging.event;

import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * One event in an aggregate's {@code outbox} array: everything that the relay needs to send it, even after a restart.
 *
 * @param id the CloudEvents id; a repeated sending keeps it
 * @param key the record's key
 * @param at when it happened, in milliseconds
 * @param data the event as JSON
 * @param traceParent W3C trace context of the request that caused the event
 */
public record EncodedEvent(
        String id,
        String topic,
        String key,
        String type,
        String source,
        Instant at,
        String data,
        @Nullable String traceParent) {

    /** The stored shape. Plain BSON, so that no converter decides what stands in the array. */
    public Document toDocument() {
        return new Document("id", id)
                .append("topic", topic)
                .append("key", key)
                .append("type", type)
                .append("source", source)
                .append("at", Date.from(at))
                .append("data", data)
                .append("traceParent", traceParent);
    }

    /** The inverse of {@link #toDocument()}. */
    public static EncodedEvent from(Document stored) {
        return new EncodedEvent(
                stored.getString("id"),
                stored.getString("topic"),
                stored.getString("key"),
                stored.getString("type"),
                stored.getString("source"),
                stored.getDate("at").toInstant(),
                stored.getString("data"),
                stored.getString("traceParent"));
    }
}
