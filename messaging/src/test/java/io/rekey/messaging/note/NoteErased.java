package io.rekey.messaging.note;

import java.time.Instant;

public record NoteErased(String noteId, Instant at) implements NoteEvent {}
