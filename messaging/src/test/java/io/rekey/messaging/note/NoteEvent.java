package io.rekey.messaging.note;

import io.rekey.messaging.event.EventTopic;
import java.time.Instant;

/** What happens to notes. */
public sealed interface NoteEvent permits NoteWritten, NoteErased {

    String noteId();

    Instant at();

    static EventTopic<NoteEvent> topic(String name) {
        return new EventTopic<>(name, "io.rekey.note", "/note-service", NoteEvent.class, NoteEvent::noteId);
    }
}
