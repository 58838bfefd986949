package io.rekey.mfa.enrollment;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.mfa.user.UserId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;

/**
 * Removes enrollments that belong to nothing: started or even activated, but never confirmed (protocol 3.7). Age alone decides
 * nothing: identity-service is asked about each, and it releases a dead reservation before it says that there is none. Two
 * instances may sweep at once, every step can be done twice.
 */
@Component
class OrphanSweeper {

    private static final Logger log = LoggerFactory.getLogger(OrphanSweeper.class);
    private static final int BATCH = 100;
    private static final String CHECK_AT = "enrollments.orphanCheckAt";

    private final MongoOperations mongo;
    private final Enrollments enrollments;
    private final Standings standings;
    private final SweepProperties properties;
    private final Clock clock;

    OrphanSweeper(
            MongoOperations mongo,
            Enrollments enrollments,
            Standings standings,
            SweepProperties properties,
            Clock clock) {
        this.mongo = mongo;
        this.enrollments = enrollments;
        this.standings = standings;
        this.properties = properties;
        this.clock = clock;
    }

    /** One round. When identity-service or the database is away, nothing is removed and the next round tries again. */
    @Scheduled(initialDelayString = "${rekey.mfa.sweep.interval}", fixedDelayString = "${rekey.mfa.sweep.interval}")
    void sweep() {
        try {
            mongo.indexOps(EnrolledUser.class).createIndex(new Index(CHECK_AT, Direction.ASC).sparse());
            Instant now = clock.instant();
            due(now).forEach(user -> ask(user, now));
        } catch (RestClientException | DataAccessException e) {
            log.info("orphans not swept, trying again: {}", e.getClass().getSimpleName());
        }
    }

    private List<EnrolledUser> due(Instant now) {
        return mongo.find(Query.query(where(CHECK_AT).lte(now)).limit(BATCH), EnrolledUser.class);
    }

    private void ask(EnrolledUser user, Instant now) {
        user.all().stream()
                .filter(one ->
                        one.orphanCheckAt() != null && !one.orphanCheckAt().isAfter(now))
                .forEach(one -> decide(new UserId(user.userId()), one.id(), now));
    }

    private void decide(UserId userId, String id, Instant now) {
        // Guard: orphans deleted only after asking
        switch (standing(userId, id)) {
            case CONFIRMED -> enrollments.confirmed(userId, id);
            case RESERVED -> enrollments.checkAgain(userId, id, now.plus(properties.orphanAge()));
            case NONE -> enrollments.remove(userId, id);
        }
    }

    /** An answer that is none (even 404: it may come from something in between) deletes nothing and does not stop the others. */
    private Standings.Standing standing(UserId userId, String id) {
        try {
            return standings.standing(userId.value(), id).standing();
        } catch (RestClientResponseException e) {
            log.warn("identity-service answered {} about enrollment {}", e.getStatusCode(), id);
            return Standings.Standing.RESERVED;
        }
    }
}
