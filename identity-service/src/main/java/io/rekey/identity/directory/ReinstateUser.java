package io.rekey.identity.directory;

import io.rekey.events.identity.UserReinstated;
import io.rekey.identity.session.Caller;
import io.rekey.identity.user.User;
import io.rekey.identity.user.UserStatus;
import io.rekey.identity.user.Users;
import java.time.Clock;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** Lets a suspended user sign in again; sessions of before stay dead, for the suspension has fenced them. */
@Component
class ReinstateUser {

    private final Users users;
    private final Clock clock;

    ReinstateUser(Users users, Clock clock) {
        this.users = users;
        this.clock = clock;
    }

    /** Whoever is not suspended stays as they are, and nothing is said. */
    void reinstate(Caller caller, User target) {
        Criteria filter = Reach.stillBelow(caller, target).and("status").is(UserStatus.SUSPENDED.name());
        users.update(
                filter,
                new Update().set("status", UserStatus.ACTIVE.name()),
                new UserReinstated(target.id(), target.organizationId(), caller.actor(), clock.instant()));
    }
}
