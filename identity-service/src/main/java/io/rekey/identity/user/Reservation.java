package io.rekey.identity.user;

import io.rekey.events.Level;
import java.time.Instant;

/** The one unfinished enrollment of a user: who may be confirmed next, under which epoch, and until when. */
public record Reservation(
        String owner, String organizationId, Level level, String provider, long epoch, Instant until, String flow) {}
