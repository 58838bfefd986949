package io.rekey.identity.signin;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.identity.SignInSucceeded;
import io.rekey.identity.factor.SecondFactors;
import io.rekey.identity.guess.GuessBudget;
import io.rekey.identity.session.Client;
import io.rekey.identity.session.Session;
import io.rekey.identity.session.SessionKey;
import io.rekey.identity.session.Sessions;
import io.rekey.identity.token.OpaqueToken;
import io.rekey.identity.user.User;
import io.rekey.identity.user.UserStatus;
import io.rekey.identity.user.Users;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** Turns a sign-in whose factor was verified under e0 into a session, if e0 still holds (PROTOCOL 2.3, 2.4). */
@Component
public class CompleteSignIn {

    private final Users users;
    private final Sessions sessions;
    private final SessionKey keys;
    private final Clock clock;

    CompleteSignIn(Users users, Sessions sessions, SessionKey keys, Clock clock) {
        this.users = users;
        this.sessions = sessions;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * @param vouchingDevice the trusted device that stood in for a factor, if one did
     * @return the session's token
     * @throws io.rekey.identity.problem.Problem 409 if anything was reset or revoked since the sign-in started
     */
    public OpaqueToken complete(
            SignIn signIn, OpaqueToken token, String method, @Nullable String vouchingDevice, Client client) {
        User user = stillUnder(signIn, method, vouchingDevice);
        OpaqueToken sessionToken = keys.sessionTokenFor(token);
        Instant now = clock.instant();
        // Guard: session stamped with e0 (instead of "now", no compare-and-set)
        sessions.insertOnce(new Session(
                sessionToken.hash(),
                user.id(),
                signIn.organizationId(),
                signIn.epoch(),
                vouchingDevice,
                method,
                now,
                now,
                sessions.expiryFor(user),
                client.ip(),
                client.userAgent()));
        return sessionToken;
    }

    private User stillUnder(SignIn signIn, String method, @Nullable String vouchingDevice) {
        Criteria unchanged = where("_id")
                .is(signIn.userId())
                .and("epoch")
                .is(signIn.epoch())
                .and("status")
                .is(UserStatus.ACTIVE.name());
        if (vouchingDevice != null) {
            // Guard: revoked set in the session's compare-and-set
            unchanged.and("revokedDevices._id").ne(vouchingDevice);
        }
        Update update = GuessBudget.clear(new Update().inc("version", 1));
        SignInSucceeded told =
                new SignInSucceeded(signIn.userId(), signIn.organizationId(), signIn.epoch(), method, clock.instant());
        return users.update(unchanged, update, told).orElseThrow(SecondFactors::startAgain);
    }
}
