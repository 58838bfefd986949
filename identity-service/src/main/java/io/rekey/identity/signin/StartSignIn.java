package io.rekey.identity.signin;

import io.rekey.identity.device.VouchingDevice;
import io.rekey.identity.guess.GuessBudget;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.organization.Policy;
import io.rekey.identity.password.PasswordHashing;
import io.rekey.identity.session.Client;
import io.rekey.identity.token.OpaqueToken;
import io.rekey.identity.user.ConfirmedEnrollment;
import io.rekey.identity.user.User;
import io.rekey.identity.user.Users;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The first step: username and password. What follows is decided here, once, from one read of the user: a trusted device
 * vouches, a second factor is asked for, or somebody without any is led through the set-up.
 */
@Component
class StartSignIn {

    private final Users users;
    private final Organizations organizations;
    private final PasswordHashing passwords;
    private final GuessBudget guesses;
    private final VouchForBrowser vouch;
    private final SignIns signIns;
    private final CompleteSignIn complete;
    private final SignInFactory factory;
    private final Clock clock;

    StartSignIn(
            Users users,
            Organizations organizations,
            PasswordHashing passwords,
            GuessBudget guesses,
            VouchForBrowser vouch,
            SignIns signIns,
            CompleteSignIn complete,
            SignInFactory factory,
            Clock clock) {
        this.users = users;
        this.organizations = organizations;
        this.passwords = passwords;
        this.guesses = guesses;
        this.vouch = vouch;
        this.signIns = signIns;
        this.complete = complete;
        this.factory = factory;
        this.clock = clock;
    }

    NextStep start(Credentials credentials, Client client) {
        Authenticated authenticated = authenticate(credentials, client);
        User user = authenticated.user();
        String organizationId = credentials.organizationOf(user);
        Policy policy = organizations.get(organizationId).policy();
        List<ConfirmedEnrollment> factors = user.liveFactors(policy.requiredLevel(), organizationId);
        OpaqueToken token = OpaqueToken.random();
        boolean alone = isEnoughAlone(policy, user);
        Optional<VouchingDevice> device = authenticated
                .device()
                .or(() -> alone
                        ? Optional.empty()
                        : vouch.device(user, organizationId, credentials.deviceToken(), client));
        if (device.isPresent()) {
            return signedInBy(device.get(), factory.afterPassword(user, organizationId, factors, token), token, client);
        }
        if (alone) {
            SignIn signIn = factory.afterPassword(user, organizationId, factors, token);
            return signedIn(complete.complete(signIn, token, "password", null, client));
        }
        return factors.isEmpty()
                ? setUp(user, organizationId, policy, token)
                : secondFactor(user, organizationId, factors, token);
    }

    /**
     * Whether the password is all that is asked for: no second factor by policy or while two factors are suspended. Somebody
     * with a way back that is not gone yet goes it all the same, or a reset would open an account to whoever knows the password.
     */
    private boolean isEnoughAlone(Policy policy, User user) {
        Instant now = clock.instant();
        boolean mustSetUpAgain = user.reEnrolledEpoch() < user.fences().links() || user.hasOpenLink(now);
        return !policy.asksForSecondFactor(now) && !mustSetUpAgain;
    }

    /** Same answer, and the same time, for an unknown user, a wrong password, a paused or an unusable account (R44). */
    private Authenticated authenticate(Credentials credentials, Client client) {
        Optional<User> found = users.findByUsername(credentials.username());
        if (found.isEmpty()) {
            passwords.matches(credentials.password(), null);
            throw Refusals.didNotMatch();
        }
        User user = found.get();
        boolean mayTry = guesses.reserve(user.id());
        Optional<VouchingDevice> device = mayTry ? Optional.empty() : vouchingInThePause(user, credentials, client);
        boolean checked =
                mayTry || (device.isPresent() && guesses.reserve(user.id(), GuessBudget.Source.TRUSTED_BROWSER));
        boolean right = passwords.matches(credentials.password(), checked ? user.passwordHash() : null);
        if (!right || !user.isActive() || !user.isMemberOf(credentials.organizationOf(user))) {
            guesses.recordFailure(user, user.organizationId(), "password", checked ? "wrong" : "paused");
            throw device.map(VouchingDevice::newToken)
                    .map(Refusals::didNotMatch)
                    .orElseGet(Refusals::didNotMatch);
        }
        if (mayTry) {
            guesses.giveBack(user.id());
        }
        return new Authenticated(user, device);
    }

    /** Strangers may have guessed until the account was paused: a browser of the owner's has guesses of its own (R8). */
    private Optional<VouchingDevice> vouchingInThePause(User user, Credentials credentials, Client client) {
        String organizationId = credentials.organizationOf(user);
        return user.isMemberOf(organizationId)
                ? vouch.device(user, organizationId, credentials.deviceToken(), client)
                : Optional.empty();
    }

    private NextStep signedInBy(VouchingDevice device, SignIn signIn, OpaqueToken token, Client client) {
        OpaqueToken session = complete.complete(signIn, token, "trusted-device", device.id(), client);
        return new NextStep.SignedIn(session, Optional.ofNullable(device.newToken()), null);
    }

    private static NextStep signedIn(OpaqueToken session) {
        return new NextStep.SignedIn(session, Optional.empty(), null);
    }

    private NextStep secondFactor(
            User user, String organizationId, List<ConfirmedEnrollment> factors, OpaqueToken token) {
        signIns.insert(factory.afterPassword(user, organizationId, factors, token));
        return new NextStep.SecondFactorRequired(
                token,
                factors.stream().map(ConfirmedEnrollment::provider).distinct().toList());
    }

    // Guard: direct set-up only without a live factor
    private NextStep setUp(User user, String organizationId, Policy policy, OpaqueToken token) {
        boolean allowed = !policy.requiresLink(user.roles())
                && !user.hasLiveFactor()
                && user.hasOpenLink(clock.instant())
                && user.reEnrolledEpoch() < user.fences().links();
        if (!allowed) {
            return new NextStep.LinkRequired();
        }
        signIns.insert(factory.enrolling(SignIn.Door.PASSWORD, user, organizationId, token, null));
        return new NextStep.EnrollmentRequired(token);
    }

    /** What the person gave, and the cookie of a trusted device if the browser has one. */
    record Credentials(
            String username,
            String password,
            @Nullable String organization,
            @Nullable OpaqueToken deviceToken) {

        String organizationOf(User user) {
            return organization == null ? user.organizationId() : organization;
        }

        @Override
        public String toString() {
            return "Credentials[…]";
        }
    }

    /** @param device that has been asked already, and vouched */
    private record Authenticated(User user, Optional<VouchingDevice> device) {}
}
