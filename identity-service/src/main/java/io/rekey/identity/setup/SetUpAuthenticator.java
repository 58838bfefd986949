package io.rekey.identity.setup;

import io.rekey.events.Level;
import io.rekey.identity.enrollment.Enrollments;
import io.rekey.identity.enrollment.Providers;
import io.rekey.identity.factor.PendingEnrollment;
import io.rekey.identity.factor.SecondFactors;
import io.rekey.identity.guess.GuessBudget;
import io.rekey.identity.organization.Organization;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.session.Client;
import io.rekey.identity.signin.CompleteSignIn;
import io.rekey.identity.signin.Refusals;
import io.rekey.identity.signin.SignIn;
import io.rekey.identity.signin.SignIns;
import io.rekey.identity.token.OpaqueToken;
import io.rekey.identity.user.ConfirmedEnrollment;
import io.rekey.identity.user.Reservation;
import io.rekey.identity.user.User;
import io.rekey.identity.user.Users;
import io.rekey.messaging.event.EventCodec;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sets up an authenticator inside a sign-in or behind a mailed link: reserve, first code, confirm, backup codes. */
@Component
class SetUpAuthenticator {

    private static final Duration RESERVATION = Duration.ofMinutes(10);

    private final Users users;
    private final Organizations organizations;
    private final SignIns signIns;
    private final Enrollments enrollments;
    private final Providers providers;
    private final SecondFactors factors;
    private final GuessBudget guesses;
    private final CompleteSignIn complete;
    private final Clock clock;

    SetUpAuthenticator(
            Users users,
            Organizations organizations,
            SignIns signIns,
            Enrollments enrollments,
            Providers providers,
            SecondFactors factors,
            GuessBudget guesses,
            CompleteSignIn complete,
            Clock clock) {
        this.users = users;
        this.organizations = organizations;
        this.signIns = signIns;
        this.enrollments = enrollments;
        this.providers = providers;
        this.factors = factors;
        this.guesses = guesses;
        this.complete = complete;
        this.clock = clock;
    }

    /**
     * Whom a set-up under way is for, and what they can pick. Changes nothing.
     *
     * @throws io.rekey.identity.problem.Problem 409 if it has run out, or there is none
     */
    UnderWay look(OpaqueToken token) {
        SignIn signIn = signIns.require(token, SignIn.Stage.ENROLLMENT);
        User user = users.find(signIn.userId()).orElseThrow(SecondFactors::startAgain);
        Organization organization = organizations.get(signIn.organizationId());
        return new UnderWay(user, providers.offeredUnder(organization.policy()));
    }

    /** Begins with a provider that the policy lets be set up at this moment. Asked again for the same one, the same secret is shown; for another one, it begins anew. */
    PendingEnrollment begin(OpaqueToken token, String provider) {
        SignIn signIn = signIns.require(token, SignIn.Stage.ENROLLMENT);
        User user = users.find(signIn.userId()).orElseThrow(SecondFactors::startAgain);
        Organization organization = organizations.get(signIn.organizationId());
        String picked = providers.requireOffered(provider, organization.policy());
        Reservation reservation = reservation(signIn, user, organization, picked);
        return factors.begin(user.id(), reservation, organization.issuer(), user.username());
    }

    /**
     * Takes the first code. From the confirm on, the enrollment is a factor and the link is dead. Behind a mailed link a
     * repeated request, with that code or a fresh one, gets on as long as the set-up would have lasted: a browser that
     * sent it twice shows the second answer only. Its backup codes replace the first ones.
     *
     * @throws io.rekey.identity.problem.Problem 422 for a wrong code, 409 if anything was reset meanwhile
     */
    Finished confirm(OpaqueToken token, String code, Client client) {
        SignIn signIn = signIns.require(token, SignIn.Stage.ENROLLMENT);
        Reservation own = Optional.ofNullable(signIn.reservation()).orElseThrow(SecondFactors::startAgain);
        if (!guesses.reserve(signIn.userId())) {
            throw Refusals.paused();
        }
        if (!factors.activate(signIn.userId(), own.owner(), code)) {
            throw Refusals.wrongFirstCode();
        }
        guesses.giveBack(signIn.userId());
        User user = confirmed(signIn, own);
        List<String> backupCodes = factors.issueBackupCodes(user.id(), enrollment(user, own));
        return finish(signIn, token, backupCodes, client);
    }

    private User confirmed(SignIn signIn, Reservation own) {
        User before = users.find(signIn.userId()).orElseThrow(SecondFactors::startAgain);
        return enrollments
                .confirm(before, own, signIn.fences().links(), signIn.newPasswordHash())
                .orElseThrow(SecondFactors::startAgain);
    }

    private Finished finish(SignIn signIn, OpaqueToken token, List<String> backupCodes, Client client) {
        @Nullable
        OpaqueToken session = signIn.door() == SignIn.Door.PASSWORD
                ? complete.complete(signIn, token, "enrollment", null, client)
                : null;
        if (session != null) {
            // Asked again after a sign-out, it would bring the session back.
            signIns.delete(signIn);
        }
        return new Finished(backupCodes, Optional.ofNullable(session));
    }

    private Reservation reservation(SignIn signIn, User user, Organization organization, String provider) {
        Reservation held = user.reservation();
        if (held != null && held.flow().equals(signIn.id())) {
            if (isUsable(held, signIn, provider)) {
                signIns.remember(signIn, held);
                return held;
            }
            enrollments.release(user.id(), held.owner());
        }
        Reservation wanted = wanted(signIn, organization, provider);
        // What the flow owns is what the user's document says: after a crash, or for a tab that lost, it is found
        // there.
        if (!enrollments.reserve(user.id(), wanted, signIn.fences().links())) {
            throw whyNot(signIn);
        }
        signIns.remember(signIn, wanted);
        return wanted;
    }

    private boolean isUsable(Reservation held, SignIn signIn, String provider) {
        return held.provider().equals(provider)
                && held.epoch() == signIn.epoch()
                && clock.instant().isBefore(held.until());
    }

    private io.rekey.identity.problem.Problem whyNot(SignIn signIn) {
        boolean unchanged = users.find(signIn.userId())
                .filter(user -> user.epoch() == signIn.epoch())
                .filter(user -> user.reEnrolledEpoch() < signIn.fences().links())
                .isPresent();
        return unchanged ? Refusals.setUpElsewhere() : SecondFactors.startAgain();
    }

    private Reservation wanted(SignIn signIn, Organization organization, String provider) {
        Level level = organization.policy().requiredLevel();
        return new Reservation(
                EventCodec.newId(),
                organization.id(),
                level,
                provider,
                signIn.epoch(),
                clock.instant().plus(RESERVATION),
                signIn.id());
    }

    private static ConfirmedEnrollment enrollment(User user, Reservation own) {
        // A repeated request may come after a reset: what that has voided is given no codes.
        return user.liveFactors().stream()
                .filter(confirmed -> confirmed.id().equals(own.owner()))
                .findFirst()
                .orElseThrow(SecondFactors::startAgain);
    }

    /** @param providers what can be picked */
    record UnderWay(User user, List<String> providers) {}

    /** Backup codes are shown once; a session only for who came by the password door. */
    record Finished(List<String> backupCodes, Optional<OpaqueToken> session) {

        @Override
        public String toString() {
            return "Finished[…]";
        }
    }
}
