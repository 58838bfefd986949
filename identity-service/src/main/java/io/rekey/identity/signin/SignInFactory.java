package io.rekey.identity.signin;

import io.rekey.identity.token.OpaqueToken;
import io.rekey.identity.user.ConfirmedEnrollment;
import io.rekey.identity.user.User;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Captures in a new sign-in what one read of the user said: e0, the fences, the factors (PROTOCOL 2.1). */
@Component
public class SignInFactory {

    /** How long a sign-in or set-up may be under way; its cookie as well. */
    public static final Duration LIFETIME = Duration.ofMinutes(10);

    private final Clock clock;

    SignInFactory(Clock clock) {
        this.clock = clock;
    }

    SignIn afterPassword(User user, String organizationId, List<ConfirmedEnrollment> factors, OpaqueToken token) {
        return signIn(SignIn.Door.PASSWORD, SignIn.Stage.SECOND_FACTOR, user, organizationId, factors, token, null);
    }

    /** A sign-in that leads to a set-up and nowhere else. */
    public SignIn enrolling(
            SignIn.Door door, User user, String organizationId, OpaqueToken token, @Nullable String newPasswordHash) {
        return signIn(door, SignIn.Stage.ENROLLMENT, user, organizationId, List.of(), token, newPasswordHash);
    }

    private SignIn signIn(
            SignIn.Door door,
            SignIn.Stage stage,
            User user,
            String organizationId,
            List<ConfirmedEnrollment> factors,
            OpaqueToken token,
            @Nullable String newPasswordHash) {
        return new SignIn(
                token.hash(),
                user.id(),
                organizationId,
                door,
                stage,
                user.epoch(),
                user.fences(),
                factors,
                null,
                newPasswordHash,
                clock.instant().plus(LIFETIME));
    }
}
