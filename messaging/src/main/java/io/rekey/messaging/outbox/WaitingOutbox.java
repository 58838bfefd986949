package io.rekey.messaging.outbox;

import io.rekey.messaging.event.EncodedEvent;
import java.util.List;

/** The outbox of one document as the relay read it. */
record WaitingOutbox(Object documentId, List<EncodedEvent> entries) {

    WaitingOutbox first(int count) {
        return count == entries.size() ? this : new WaitingOutbox(documentId, entries.subList(0, count));
    }

    List<String> ids() {
        return entries.stream().map(EncodedEvent::id).toList();
    }
}
