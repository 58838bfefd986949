package io.rekey.identity.device;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.identity.user.Users;
import java.time.Clock;
import java.util.Date;
import org.bson.Document;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Drops revocations whose cookie has expired anyhow, so that a user's document does not grow for ever. */
@Component
class ForgetExpiredRevocations {

    private static final int BATCH = 500;
    private final Users users;
    private final Clock clock;

    ForgetExpiredRevocations(Users users, Clock clock) {
        this.users = users;
        this.clock = clock;
    }

    @Scheduled(cron = "${rekey.device.forget-revocations:0 17 3 * * *}")
    void forget() {
        Date now = Date.from(clock.instant());
        users.matching(where("revokedDevices.until").lt(now), BATCH)
                .forEach(user -> users.update(
                        where("_id").is(user.id()),
                        new Update().pull("revokedDevices", new Document("until", new Document("$lt", now)))));
    }
}
