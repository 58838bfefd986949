package io.rekey.messaging.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rekey.messaging.note.NoteErased;
import io.rekey.messaging.note.NoteEvent;
import io.rekey.messaging.note.NoteWritten;
import org.junit.jupiter.api.Test;

class EventTopicTest {

    private final EventTopic<NoteEvent> topic = NoteEvent.topic("note.events");

    @Test
    void readsItsTypesFromTheSealedFamily() {
        assertThat(topic.eventClasses())
                .containsOnlyKeys("io.rekey.note.NoteWritten.v1", "io.rekey.note.NoteErased.v1")
                .containsEntry("io.rekey.note.NoteErased.v1", NoteErased.class);
        assertThat(topic.typeOf(NoteWritten.of("n", 1))).isEqualTo("io.rekey.note.NoteWritten.v1");
    }

    @Test
    void tellsItsNamespaceAndItsVersionsFromOthers() {
        assertThat(topic.owns("io.rekey.note.NoteShared.v1")).isTrue();
        assertThat(topic.owns("io.rekey.notebook.NoteShared.v1")).isFalse();
        assertThat(topic.isOtherVersionOfKnown("io.rekey.note.NoteWritten.v2")).isTrue();
        assertThat(topic.isOtherVersionOfKnown("io.rekey.note.NoteShared.v2")).isFalse();
    }

    @Test
    void refusesAnOpenFamily() {
        assertThatThrownBy(() -> new EventTopic<>("x", "x", "/x", Object.class, Object::toString))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
