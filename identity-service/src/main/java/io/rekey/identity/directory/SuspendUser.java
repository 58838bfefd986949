package io.rekey.identity.directory;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.Actor;
import io.rekey.events.identity.UserSuspended;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.user.User;
import io.rekey.identity.user.UserStatus;
import io.rekey.identity.user.Users;
import java.time.Clock;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Suspends a user in one write that also raises the epoch and the fence of sessions: a reinstatement brings back the person,
 * never a session or a half-done sign-in of before. Links, factors and trusted devices stay as they are.
 */
@Component
class SuspendUser {

    private final Users users;
    private final Clock clock;

    SuspendUser(Users users, Clock clock) {
        this.users = users;
        this.clock = clock;
    }

    /**
     * No sign-in and no session from the return on. Whoever is suspended already stays so.
     *
     * @throws Problem 409 if the set-up was never completed: there is nothing to suspend
     */
    void suspend(User target, Actor actor) {
        User user = target;
        while (user.isActive() && !written(user, actor)) {
            // The epoch moved: read again and repeat.
            user = users.findAtHome(user.id(), user.organizationId()).orElseThrow(Problem::notFound);
        }
        if (user.status() == UserStatus.INVITED) {
            throw Problem.conflict(
                    "not-set-up", "This user has not completed the set-up: there is nothing to suspend.");
        }
    }

    private boolean written(User user, Actor actor) {
        long epoch = user.epoch() + 1; // the filter asks for the epoch that this was computed from
        Criteria filter = where("_id")
                .is(user.id())
                .and("organizationId")
                .is(user.organizationId())
                .and("status")
                .is(UserStatus.ACTIVE.name())
                .and("epoch")
                .is(user.epoch());
        Update update = new Update()
                .set("status", UserStatus.SUSPENDED.name())
                .inc("epoch", 1)
                .set("fences.sessions", epoch);
        UserSuspended event = new UserSuspended(user.id(), user.organizationId(), epoch, actor, clock.instant());
        return users.update(filter, update, event).isPresent();
    }
}
