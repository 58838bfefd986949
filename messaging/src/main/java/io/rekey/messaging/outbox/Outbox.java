package io.rekey.messaging.outbox;

import io.rekey.messaging.event.EncodedEvent;
import io.rekey.messaging.event.EventCodec;
import io.rekey.messaging.event.EventTopic;
import java.time.Clock;
import java.util.List;
import org.bson.Document;
import org.springframework.data.mongodb.core.query.Update;

/**
 * Puts events into the write that causes them, so that the change and the word of it are one: neither can be lost without
 * the other (docs/protocol.md, guard "outbox in the reset's write"). After the write is acknowledged call {@link #nudge()};
 * whoever forgets only waits for the relay's next poll.
 *
 * <p>An aggregate with an outbox is never saved as a whole: that would write an old outbox over a newer one.
 */
public final class Outbox<E> {

    static final String ENTRIES = "outbox";
    /** Set while the outbox is not empty: what the relay's index finds. */
    static final String PENDING = "pending";

    private final EventTopic<E> topic;
    private final EventCodec codec;
    private final Clock clock;
    private final TraceContext trace;
    private final RelaySignal signal;

    Outbox(EventTopic<E> topic, EventCodec codec, Clock clock, TraceContext trace, RelaySignal signal) {
        this.topic = topic;
        this.codec = codec;
        this.clock = clock;
        this.trace = trace;
        this.signal = signal;
    }

    /** Adds an event to an update, behind what is already waiting. Returns the same update. */
    public Update append(Update update, E event) {
        return append(update, List.of(entry(event)));
    }

    /**
     * The same for several events, in this order, or for ones made before that are sent once more under the same id.
     *
     * @throws IllegalStateException if the update has events already: a second {@code $push} would replace the first unseen
     */
    public Update append(Update update, List<EncodedEvent> entries) {
        if (update.getUpdateObject().get("$push") instanceof Document push && push.containsKey(ENTRIES)) {
            throw new IllegalStateException("an update takes all its events in one call");
        }
        update.push(ENTRIES).each(entries.stream().map(EncodedEvent::toDocument).toArray());
        return update.set(PENDING, true);
    }

    /** Gives a document that is about to be inserted its first event. Returns the same document. */
    public Document attach(Document inserted, E event) {
        return inserted.append(ENTRIES, List.of(entry(event).toDocument())).append(PENDING, true);
    }

    /** The event as an entry, stamped with now and the current trace. */
    public EncodedEvent entry(E event) {
        return codec.encode(topic, event, clock.instant(), trace.current());
    }

    /** Wakes the relay of this process. Call it after the write is acknowledged. */
    public void nudge() {
        signal.raise();
    }
}
