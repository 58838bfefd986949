package io.rekey.identity.directory;

import io.rekey.identity.access.AllowSignedIn;
import io.rekey.identity.access.Permission;
import io.rekey.identity.session.Caller;
import io.rekey.identity.session.Person;
import io.rekey.identity.session.Session;
import io.rekey.identity.session.Sessions;
import io.rekey.identity.stepup.StepUp;
import io.rekey.identity.user.User;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where a user is signed in: one's own sessions, or, for those who administer, another's of the same organization. */
@RestController
@AllowSignedIn // one's own by everybody; others' by those with the permission
@RequestMapping("/api/v1/users/{userId}/sessions")
class UserSessionController {

    private static final int MOST = 500;

    private final Sessions sessions;
    private final EndSessions endSessions;
    private final Reach reach;
    private final StepUp stepUp;

    UserSessionController(Sessions sessions, EndSessions endSessions, Reach reach, StepUp stepUp) {
        this.sessions = sessions;
        this.endSessions = endSessions;
        this.reach = reach;
        this.stepUp = stepUp;
    }

    /** The newest 500. */
    @GetMapping
    Listed list(@AuthenticationPrincipal Caller caller, @PathVariable String userId) {
        User owner = reach.ownOrSeen(caller, userId, Permission.USER_READ);
        return new Listed(sessions.of(owner).stream()
                .limit(MOST)
                .map(session -> SessionView.of(session, caller))
                .toList());
    }

    @DeleteMapping("/{sessionId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endOne(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String userId,
            @PathVariable String sessionId,
            @RequestHeader(name = StepUp.HEADER, required = false) @Nullable String proof) {
        User owner = reach.ownOrBelow(caller, userId, Permission.USER_WRITE);
        requireProofForOthers(caller, userId, proof);
        endSessions.one(caller, owner, sessionId);
    }

    /** One's own but the present one, or all of somebody else's. */
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endAll(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String userId,
            @RequestHeader(name = StepUp.HEADER, required = false) @Nullable String proof) {
        reach.ownOrBelow(caller, userId, Permission.USER_WRITE);
        requireProofForOthers(caller, userId, proof);
        if (Reach.isOwn(caller, userId)) {
            endSessions.others(caller.person());
        } else {
            endSessions.all(caller, userId);
        }
    }

    /** Whoever left a session behind somewhere must not be kept from ending it. */
    private void requireProofForOthers(Caller caller, String userId, @Nullable String proof) {
        if (!Reach.isOwn(caller, userId)) {
            stepUp.require(proof, caller, Permission.USER_WRITE, List.of(userId));
        }
    }

    record Listed(List<SessionView> sessions) {}

    /**
     * @param browser what the browser said of itself, at most 400 characters; nobody has checked it (R53)
     * @param present whether this very request came by it
     */
    record SessionView(
            String sessionId,
            Instant createdAt,
            Instant lastUsedAt,
            Instant expiresAt,
            String method,
            String ip,
            String browser,
            boolean present) {

        static SessionView of(Session session, Caller caller) {
            return new SessionView(
                    session.listedAs(),
                    session.createdAt(),
                    session.lastUsedAt(),
                    session.expiresAt(),
                    session.method(),
                    session.ip(),
                    session.userAgent(),
                    caller instanceof Person person && person.session().id().equals(session.id()));
        }
    }
}
