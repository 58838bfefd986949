package io.rekey.identity.history;

import io.rekey.events.Actor;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * One event in the history of a user.
 *
 * @param eventId the event's own id, so that its repetition is no second entry
 * @param organizationId on whose behalf it happened
 * @param type the event's name, for example {@code MfaResetRequested}
 * @param actor who caused it, where the event says so
 * @param details what else the event says and everybody who may read the entry may know
 */
@Document("history")
@TypeAlias("historyEntry")
record HistoryEntry(
        @Id String eventId,
        String userId,
        String organizationId,
        String type,
        Instant at,
        @Nullable Actor actor,
        Map<String, Object> details) {}
