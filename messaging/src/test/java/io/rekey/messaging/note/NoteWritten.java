package io.rekey.messaging.note;

import java.time.Instant;

public record NoteWritten(String noteId, long number, String text, Instant at) implements NoteEvent {

    private static final Instant SOME_DAY = Instant.parse("2026-11-22T08:02:11.417Z");

    public static NoteWritten of(String noteId, long number) {
        return new NoteWritten(noteId, number, "text " + number, SOME_DAY);
    }
}
