package io.rekey.identity.setup;

import io.rekey.identity.enrollment.Enrollments;
import io.rekey.identity.guess.GuessBudget;
import io.rekey.identity.link.SetUpLinks;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.password.PasswordHashing;
import io.rekey.identity.password.PasswordRules;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.signin.Refusals;
import io.rekey.identity.signin.SignIn;
import io.rekey.identity.signin.SignInFactory;
import io.rekey.identity.signin.SignIns;
import io.rekey.identity.token.OpaqueToken;
import io.rekey.identity.user.Reservation;
import io.rekey.identity.user.User;
import io.rekey.identity.user.UserStatus;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The mailed link's door. Recovery needs the link <em>and</em> something the person still has: the password (NIST SP
 * 800-63B-4 4.2.2.2, R24), unless the organization has decided that the link is enough for their roles. An invited person
 * has none yet and chooses one here; it counts with the first code.
 */
@Component
class OpenLink {

    private final SetUpLinks links;
    private final Organizations organizations;
    private final PasswordHashing passwords;
    private final PasswordRules rules;
    private final GuessBudget guesses;
    private final SignIns signIns;
    private final SignInFactory factory;
    private final Enrollments enrollments;

    OpenLink(
            SetUpLinks links,
            Organizations organizations,
            PasswordHashing passwords,
            PasswordRules rules,
            GuessBudget guesses,
            SignIns signIns,
            SignInFactory factory,
            Enrollments enrollments) {
        this.links = links;
        this.organizations = organizations;
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
     * Whether the link opens this person's set-up without the password: all their roles are so by policy, at home and where
     * the set-up is for. Never for somebody who was invited, for they have a password to choose, nor for a suspended account.
     */
    boolean opensAlone(User user) {
        return user.isActive()
                && Stream.of(user.organizationId(), user.organizationToSetUpFor())
                        .distinct()
                        .allMatch(id -> organizations.get(id).policy().takesLinkAlone(user.roles()));
    }

    /**
     * Begins a set-up.
     *
     * @param password absent where the link is enough; not looked at there
     * @param leaving the set-up that this browser began before, if it did: it gives way, so that starting again never
     *     waits for itself
     * @return the flow's token, for the browser's cookie
     * @throws io.rekey.identity.problem.Problem 410 if the link is dead, 401 if the password is wrong, 422 if there is none
     */
    OpaqueToken open(String link, @Nullable String password, @Nullable OpaqueToken leaving) {
        User user = look(link);
        @Nullable String newPasswordHash = opensAlone(user) ? null : passed(user, password);
        OpaqueToken token = OpaqueToken.random();
        signIns.insert(
                factory.enrolling(SignIn.Door.LINK, user, user.organizationToSetUpFor(), token, newPasswordHash));
        leave(user, leaving);
        return token;
    }

    /** @return the hash of a password that was chosen; null if the present one was given */
    private @Nullable String passed(User user, @Nullable String password) {
        if (password == null) {
            throw Problem.unprocessable("password-missing", "Type your password.");
        }
        if (user.status() == UserStatus.INVITED) {
            rules.check(password, user.username());
            return passwords.hash(password);
        }
        checkPassword(user, password);
        return null;
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
