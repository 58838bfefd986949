package io.rekey.identity.setup;

import io.rekey.identity.enrollment.Enrollments;
import io.rekey.identity.guess.GuessBudget;
import io.rekey.identity.link.SetUpLinks;
import io.rekey.identity.password.PasswordHashing;
import io.rekey.identity.password.PasswordRules;
import io.rekey.identity.signin.Refusals;
import io.rekey.identity.signin.SignIn;
import io.rekey.identity.signin.SignInFactory;
import io.rekey.identity.signin.SignIns;
import io.rekey.identity.token.OpaqueToken;
import io.rekey.identity.user.Reservation;
import io.rekey.identity.user.User;
import io.rekey.identity.user.UserStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The mailed link's door. Recovery needs the link <em>and</em> something the person still has: the password (NIST SP
 * 800-63B-4 4.2.2.2, R24). An invited person has none yet and chooses one here; it counts with the first code.
 */
@Component
class OpenLink {

    private final SetUpLinks links;
    private final PasswordHashing passwords;
    private final PasswordRules rules;
    private final GuessBudget guesses;
    private final SignIns signIns;
    private final SignInFactory factory;
    private final Enrollments enrollments;

    OpenLink(
            SetUpLinks links,
            PasswordHashing passwords,
            PasswordRules rules,
            GuessBudget guesses,
            SignIns signIns,
            SignInFactory factory,
            Enrollments enrollments) {
        this.links = links;
        this.passwords = passwords;
        this.rules = rules;
        this.guesses = guesses;
        this.signIns = signIns;
        this.factory = factory;
        this.enrollments = enrollments;
    }

    /** What somebody needs to know before they press Continue. Changes nothing. */
    User look(String token) {
        return links.open(token).orElseThrow(Refusals::deadLink);
    }

    /**
     * Begins a set-up.
     *
     * @param leaving the set-up that this browser began before, if it did: it gives way, so that starting again never
     *     waits for itself
     * @return the flow's token, for the browser's cookie
     * @throws io.rekey.identity.problem.Problem 410 if the link is dead, 401 if the password is wrong
     */
    OpaqueToken open(String link, String password, @Nullable OpaqueToken leaving) {
        User user = look(link);
        @Nullable String newPasswordHash = null;
        if (user.status() == UserStatus.INVITED) {
            rules.check(password, user.username());
            newPasswordHash = passwords.hash(password);
        } else {
            checkPassword(user, password);
        }
        OpaqueToken token = OpaqueToken.random();
        signIns.insert(
                factory.enrolling(SignIn.Door.LINK, user, user.organizationToSetUpFor(), token, newPasswordHash));
        leave(user, leaving);
        return token;
    }

    private void leave(User user, @Nullable OpaqueToken leaving) {
        Reservation held = user.reservation();
        if (leaving != null && held != null && held.flow().equals(leaving.hash())) {
            enrollments.release(user.id(), held.owner());
        }
    }

    private void checkPassword(User user, String password) {
        boolean mayTry = guesses.reserve(user.id());
        boolean right = passwords.matches(password, mayTry ? user.passwordHash() : null);
        if (!right || !user.isActive()) {
            guesses.recordFailure(user, user.organizationId(), "link-password", mayTry ? "wrong" : "paused");
            throw mayTry ? Refusals.wrongPassword() : Refusals.paused();
        }
        guesses.giveBack(user.id());
    }
}
