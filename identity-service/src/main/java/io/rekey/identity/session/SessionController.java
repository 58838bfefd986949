package io.rekey.identity.session;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.identity.SessionEnded;
import io.rekey.identity.access.AllowSignedIn;
import io.rekey.identity.user.Users;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One's own session. */
@RestController
@AllowSignedIn
@RequestMapping("/api/v1/session")
class SessionController {

    private final Sessions sessions;
    private final Users users;
    private final Clock clock;

    SessionController(Sessions sessions, Users users, Clock clock) {
        this.sessions = sessions;
        this.users = users;
        this.clock = clock;
    }

    @GetMapping
    Mine mine(@AuthenticationPrincipal Caller caller) {
        Person person = caller.person();
        return new Mine(
                person.id(),
                person.user().username(),
                person.session().organizationId(),
                person.roles(),
                person.session().method(),
                person.session().createdAt(),
                person.session().expiresAt());
    }

    /** Ends the session on the server and takes the cookie back (R48). */
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@AuthenticationPrincipal Caller caller, HttpServletResponse response) {
        sessions.delete(caller.person().session().id());
        users.update(
                where("_id").is(caller.id()),
                new Update().inc("version", 1),
                new SessionEnded(caller.id(), caller.organizationId(), clock.instant()));
        Cookies.SESSION.clear(response);
    }

    record Mine(
            String userId,
            String username,
            String organizationId,
            Set<String> roles,
            String method,
            Instant createdAt,
            Instant expiresAt) {}
}
