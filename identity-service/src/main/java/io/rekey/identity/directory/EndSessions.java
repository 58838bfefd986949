package io.rekey.identity.directory;

import io.rekey.events.identity.SessionsEnded;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Caller;
import io.rekey.identity.session.Person;
import io.rekey.identity.session.Session;
import io.rekey.identity.session.Sessions;
import io.rekey.identity.user.User;
import io.rekey.identity.user.Users;
import java.time.Clock;
import java.util.List;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** Ends sessions on the server, at once, without anybody's signing out (R48, R54). */
@Component
class EndSessions {

    private final Sessions sessions;
    private final Users users;
    private final Reach reach;
    private final Clock clock;

    EndSessions(Sessions sessions, Users users, Reach reach, Clock clock) {
        this.sessions = sessions;
        this.users = users;
        this.reach = reach;
        this.clock = clock;
    }

    /**
     * Ends one session.
     *
     * @param listedAs what the list calls it
     * @throws Problem 404 if the owner has no such session, or none any more
     */
    void one(Caller caller, User owner, String listedAs) {
        List<String> ids = sessions.of(owner).stream()
                .filter(session -> session.listedAs().equals(listedAs))
                .map(Session::id)
                .toList();
        if (sessions.deleteAll(ids) == 0) {
            throw Problem.notFound();
        }
        tell(owner, 1, caller);
    }

    /** Ends all of one's own but the present one: whoever forgot to sign out somewhere goes on working here. */
    void others(Person self) {
        List<String> ids = sessions.of(self.user()).stream()
                .map(Session::id)
                .filter(id -> !id.equals(self.session().id()))
                .toList();
        long ended = sessions.deleteAll(ids);
        if (ended > 0) {
            tell(self.user(), ended, self);
        }
    }

    /**
     * Ends all of somebody else's, in one write that raises the epoch and the fence of sessions: a sign-in that waits for its
     * code makes no new one either. The deletion is clean-up.
     *
     * @throws Problem 404, 403 as {@link Reach#below}
     */
    void all(Caller caller, String userId) {
        User user = reach.below(caller, userId);
        while (!fenced(caller, user)) {
            user = reach.below(caller, userId); // epoch or role moved: read again and repeat
        }
        sessions.deleteBelow(userId, user.epoch() + 1);
    }

    private boolean fenced(Caller caller, User user) {
        long epoch = user.epoch() + 1; // the filter asks for the epoch that this was computed from
        Criteria filter = Reach.stillBelow(caller, user).and("epoch").is(user.epoch());
        Update update = new Update().inc("epoch", 1).set("fences.sessions", epoch);
        return users.update(filter, update, event(user, sessions.of(user).size(), caller))
                .isPresent();
    }

    private void tell(User owner, long ended, Caller caller) {
        Criteria filter = Criteria.where("_id").is(owner.id());
        users.update(filter, new Update().inc("version", 1), event(owner, ended, caller));
    }

    private SessionsEnded event(User owner, long ended, Caller caller) {
        return new SessionsEnded(
                owner.id(), owner.organizationId(), Math.toIntExact(ended), caller.actor(), clock.instant());
    }
}
