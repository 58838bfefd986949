package io.rekey.identity.signin;

import io.rekey.identity.device.TrustedDevices;
import io.rekey.identity.device.VouchingDevice;
import io.rekey.identity.guess.GuessBudget;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.organization.Policy;
import io.rekey.identity.password.PasswordHashing;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Client;
import io.rekey.identity.token.OpaqueToken;
import io.rekey.identity.user.ConfirmedEnrollment;
import io.rekey.identity.user.User;
import io.rekey.identity.user.Users;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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
    private final TrustedDevices devices;
    private final SignIns signIns;
    private final CompleteSignIn complete;
    private final SignInFactory factory;
    private final Clock clock;

    StartSignIn(
            Users users,
            Organizations organizations,
            PasswordHashing passwords,
            GuessBudget guesses,
            TrustedDevices devices,
            SignIns signIns,
            CompleteSignIn complete,
            SignInFactory factory,
            Clock clock) {
        this.users = users;
        this.organizations = organizations;
        this.passwords = passwords;
        this.guesses = guesses;
        this.devices = devices;
        this.signIns = signIns;
        this.complete = complete;
        this.factory = factory;
        this.clock = clock;
    }

    NextStep start(Credentials credentials, Client client) {
        User user = authenticate(credentials);
        String organizationId = Optional.ofNullable(credentials.organization()).orElse(user.organizationId());
        Policy policy = organizations.get(organizationId).policy();
        List<ConfirmedEnrollment> factors = user.liveFactors(policy.requiredLevel(), organizationId);
        OpaqueToken token = OpaqueToken.random();
        // Whatever factor once vouched for the browser must be good enough for this very organization.
        Optional<VouchingDevice> device = !factors.isEmpty() && factors.containsAll(user.liveFactors())
                ? vouchingDevice(user, policy, credentials.deviceToken(), client)
                : Optional.empty();
        if (device.isPresent()) {
            return signedInBy(device.get(), factory.afterPassword(user, organizationId, factors, token), token, client);
        }
        return factors.isEmpty()
                ? setUp(user, organizationId, policy, token)
                : secondFactor(user, organizationId, factors, token);
    }

    /** Same answer, and the same time, for an unknown user, a wrong password, a paused or an unusable account (R44). */
    private User authenticate(Credentials credentials) {
        Optional<User> found = users.findByUsername(credentials.username());
        boolean mayTry = found.isPresent() && guesses.reserve(found.get().id());
        @Nullable String hash = mayTry ? found.get().passwordHash() : null;
        boolean right = passwords.matches(credentials.password(), hash);
        if (found.isEmpty()) {
            throw didNotMatch();
        }
        User user = found.get();
        String organizationId = Optional.ofNullable(credentials.organization()).orElse(user.organizationId());
        if (!right || !user.isActive() || !user.isMemberOf(organizationId)) {
            guesses.recordFailure(user, user.organizationId(), "password", mayTry ? "wrong" : "paused");
            throw didNotMatch();
        }
        guesses.giveBack(user.id());
        return user;
    }

    /** A trusted device never vouches for somebody who administers (R52). */
    private Optional<VouchingDevice> vouchingDevice(
            User user, Policy policy, @Nullable OpaqueToken deviceToken, Client client) {
        if (deviceToken == null
                || user.isPrivileged()
                || policy.trustedDeviceProviders().isEmpty()) {
            return Optional.empty();
        }
        return devices.vouching(user, deviceToken, client)
                .filter(device -> policy.trustedDeviceProviders().contains(device.provider()));
    }

    private NextStep signedInBy(VouchingDevice device, SignIn signIn, OpaqueToken token, Client client) {
        OpaqueToken session = complete.complete(signIn, token, "trusted-device", device.id(), client);
        return new NextStep.SignedIn(session, Optional.ofNullable(device.newToken()), null);
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

    private static Problem didNotMatch() {
        return Problem.of(
                HttpStatus.UNAUTHORIZED,
                "did-not-match",
                "That did not match. Check the username and the password, then try again."
                        + " After too many tries, sign-in pauses for up to 15 minutes.");
    }

    /** What the person gave, and the cookie of a trusted device if the browser has one. */
    record Credentials(
            String username,
            String password,
            @Nullable String organization,
            @Nullable OpaqueToken deviceToken) {

        @Override
        public String toString() {
            return "Credentials[…]";
        }
    }
}
