package io.rekey.messaging.note;

import io.rekey.messaging.consuming.EventHandler;
import io.rekey.messaging.event.ReceivedEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A handler that keeps what it got, and does first what a test tells it to. */
public final class Recorder<T extends NoteEvent> implements EventHandler<T> {

    private final Class<T> eventClass;
    private final Consumer<T> first;
    private final List<ReceivedEvent<T>> handled = new CopyOnWriteArrayList<>();
    private final List<T> attempts = new CopyOnWriteArrayList<>();

    public Recorder(Class<T> eventClass, Consumer<T> first) {
        this.eventClass = eventClass;
        this.first = first;
    }

    public static Recorder<NoteWritten> ofWritten() {
        return new Recorder<>(NoteWritten.class, event -> {});
    }

    /** Does something, failing perhaps, before it records. */
    public static Recorder<NoteWritten> ofWritten(Consumer<NoteWritten> first) {
        return new Recorder<>(NoteWritten.class, first);
    }

    @Override
    public Class<T> eventClass() {
        return eventClass;
    }

    @Override
    public void handle(ReceivedEvent<T> received) {
        attempts.add(received.payload());
        first.accept(received.payload());
        handled.add(received);
    }

    public List<ReceivedEvent<T>> handled() {
        return handled;
    }

    public List<String> notes() {
        return handled.stream().map(each -> each.payload().noteId()).toList();
    }

    public long attempts(String noteId) {
        return attempts.stream().filter(each -> each.noteId().equals(noteId)).count();
    }
}
