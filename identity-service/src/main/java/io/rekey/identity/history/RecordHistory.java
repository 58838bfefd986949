package io.rekey.identity.history;

import io.rekey.identity.user.Users;
import java.time.Instant;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** Writes down what events tell of users, once each. */
@Component
class RecordHistory {

    private static final Logger log = LoggerFactory.getLogger(RecordHistory.class);

    private final Entries entries;
    private final Users users;

    RecordHistory(Entries entries, Users users) {
        this.entries = entries;
        this.users = users;
    }

    /**
     * Records an event; a repetition does nothing. What cannot have happened, as the user is unknown or was never that far, is
     * left out by the same check that keeps identity-service from believing in a forged reset (E17, E19).
     */
    void record(String eventId, String userId, String organizationId, Instant at, Record event) {
        ToldFacts facts = new ToldFacts(event);
        String type = event.getClass().getSimpleName();
        OptionalLong epoch = facts.epoch();
        if (!users.hasReached(userId, epoch.orElse(0))) {
            log.info("{} {} is no part of anybody's history", type, eventId);
            return;
        }
        try {
            entries.insert(new HistoryEntry(eventId, userId, organizationId, type, at, facts.actor(), facts.details()));
        } catch (DuplicateKeyException e) {
            // told before
        }
    }
}
