package io.rekey.identity.signin;

import io.rekey.events.Level;
import io.rekey.identity.device.DeviceToken;
import io.rekey.identity.device.TrustedDevices;
import io.rekey.identity.factor.CheckedCode;
import io.rekey.identity.factor.SecondFactors;
import io.rekey.identity.factor.SpentCode;
import io.rekey.identity.guess.GuessBudget;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.organization.Policy;
import io.rekey.identity.session.Client;
import io.rekey.identity.session.SessionKey;
import io.rekey.identity.token.OpaqueToken;
import io.rekey.identity.user.ConfirmedEnrollment;
import io.rekey.identity.user.User;
import io.rekey.identity.user.Users;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The second step: a code of an authenticator, a backup code, or two codes in a row where a clock is off. */
@Component
class GiveSecondFactor {

    private final Users users;
    private final Organizations organizations;
    private final SignIns signIns;
    private final SecondFactors factors;
    private final GuessBudget guesses;
    private final TrustedDevices devices;
    private final CompleteSignIn complete;
    private final SessionKey keys;

    GiveSecondFactor(
            Users users,
            Organizations organizations,
            SignIns signIns,
            SecondFactors factors,
            GuessBudget guesses,
            TrustedDevices devices,
            CompleteSignIn complete,
            SessionKey keys) {
        this.users = users;
        this.organizations = organizations;
        this.signIns = signIns;
        this.factors = factors;
        this.guesses = guesses;
        this.devices = devices;
        this.complete = complete;
        this.keys = keys;
    }

    /** A code of one of the sign-in's authenticators. */
    NextStep.SignedIn code(OpaqueToken token, String code, boolean trustBrowser, Client client) {
        SignIn signIn = reserved(token);
        CheckedCode checked = factors.check(signIn.userId(), signIn.factors(), signIn.fences(), code);
        return afterCheck(signIn, token, checked, trustBrowser, client);
    }

    /** Two codes in a row from an authenticator whose clock has drifted. */
    NextStep.SignedIn twoCodes(OpaqueToken token, String first, String second, Client client) {
        SignIn signIn = reserved(token);
        CheckedCode checked = factors.resynchronize(signIn.userId(), signIn.factors(), signIn.fences(), first, second);
        return afterCheck(signIn, token, checked, false, client);
    }

    /** A backup code: password and code, never the code alone (R11). */
    NextStep.SignedIn backupCode(OpaqueToken token, String code, Client client) {
        SignIn signIn = reserved(token);
        // Only codes of a level that satisfies this sign-in: a personal one opens nothing that insists on its own.
        List<Level> levels = signIn.factors().stream()
                .map(ConfirmedEnrollment::level)
                .distinct()
                .toList();
        SpentCode spent =
                factors.spendBackupCode(signIn.userId(), signIn.organizationId(), levels, signIn.fences(), code);
        if (!spent.accepted()) {
            throw refused(signIn, "backup-code", Refusals.wrongBackupCode());
        }
        OpaqueToken session = complete.complete(signIn, token, "backup-code", null, client);
        signIns.delete(signIn);
        return new NextStep.SignedIn(session, Optional.empty(), spent.replacement());
    }

    /** The guess is paid for before anything is checked, and whatever happened since the password is seen here (R7). */
    private SignIn reserved(OpaqueToken token) {
        SignIn signIn = signIns.require(token, SignIn.Stage.SECOND_FACTOR);
        if (!guesses.reserve(signIn.userId())) {
            throw Refusals.paused();
        }
        return signIn;
    }

    private NextStep.SignedIn afterCheck(
            SignIn signIn, OpaqueToken token, CheckedCode checked, boolean trustBrowser, Client client) {
        @Nullable String provider = checked.provider();
        if (!checked.isAccepted() || provider == null) {
            throw refused(signIn, "totp", Refusals.of(checked.result()));
        }
        OpaqueToken session = complete.complete(signIn, token, "totp", null, client);
        signIns.delete(signIn);
        Optional<DeviceToken> cookie = trustBrowser ? trusted(signIn, token, provider, client) : Optional.empty();
        return new NextStep.SignedIn(session, cookie, null);
    }

    private Optional<DeviceToken> trusted(SignIn signIn, OpaqueToken token, String provider, Client client) {
        Policy policy = organizations.get(signIn.organizationId()).policy();
        boolean allowed = policy.trustedDeviceProviders().contains(provider);
        return users.find(signIn.userId())
                .filter(user -> allowed && !user.isPrivileged())
                .flatMap(user -> devices.trust(
                        user,
                        signIn.organizationId(),
                        signIn.epoch(),
                        keys.deviceIdFor(token),
                        provider,
                        policy.trustedDeviceLifetime(),
                        policy.trustedDeviceMaximum(),
                        client));
    }

    private io.rekey.identity.problem.Problem refused(
            SignIn signIn, String method, io.rekey.identity.problem.Problem refusal) {
        Optional<User> user = users.find(signIn.userId());
        user.ifPresent(known -> guesses.recordFailure(known, signIn.organizationId(), method, "wrong"));
        return refusal;
    }
}
