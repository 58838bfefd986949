package io.rekey.device.trusteddevice;

import io.rekey.device.description.Visit;
import io.rekey.device.token.DeviceId;
import io.rekey.device.token.DeviceToken;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Says whether a browser may skip the second factor, and replaces its token when it does. A copy of a token is good for one
 * use at most: whoever comes second, thief or owner, shows a used one, and the device is gone (S21).
 */
@Component
class VerifyDevice {

    /** More than one try is needed only when parallel uses of the device come in between. */
    private static final int TRIES = 5;

    private final TrustedDevices devices;
    private final TrustedDeviceProperties properties;
    private final SecureRandom random;

    VerifyDevice(TrustedDevices devices, TrustedDeviceProperties properties, SecureRandom random) {
        this.devices = devices;
        this.properties = properties;
        this.random = random;
    }

    /**
     * Verifies what a browser has shown. Malformed, unknown, expired, another user's: all the same answer.
     *
     * @param text the token as it came from the cookie
     * @param fenceAtSignIn the lowest epoch that the sign-in accepts, captured when it started
     */
    Verdict verify(UserId user, String text, Epoch fenceAtSignIn, Visit visit) {
        Optional<DeviceToken> shown = DeviceToken.parse(text);
        for (int i = 0; shown.isPresent() && i < TRIES; i++) {
            @Nullable Verdict verdict = judge(user, shown.get(), fenceAtSignIn, visit);
            if (verdict != null) {
                return verdict;
            }
        }
        return new Refused(); // fail closed
    }

    /** One look and at most one write; null if the device changed in between. */
    private @Nullable Verdict judge(UserId user, DeviceToken shown, Epoch fenceAtSignIn, Visit visit) {
        Optional<TrustedDevice> found = devices.of(user).trusted(shown.deviceId(), fenceAtSignIn, visit.at());
        if (found.isEmpty()) {
            return new Refused();
        }
        TrustedDevice device = found.get();
        return switch (device.tokens().standingOf(shown.hash(), visit.at(), properties.parallelTabsGrace())) {
            case CURRENT -> rotate(user, device, shown, fenceAtSignIn, visit);
            case IN_GRACE -> new Accepted(device, null);
            case REPLAYED -> {
                boolean removed = devices.removeStolen(user, device, shown.hash(), visit.at());
                yield removed ? new TheftSuspected(device.id()) : null;
            }
            case FOREIGN -> new Refused();
        };
    }

    private @Nullable Verdict rotate(
            UserId user, TrustedDevice device, DeviceToken shown, Epoch fenceAtSignIn, Visit visit) {
        DeviceToken next = DeviceToken.mint(device.id(), random);
        boolean rotated = devices.rotate(user, device.used(next.hash(), visit), shown.hash(), fenceAtSignIn);
        return rotated ? new Accepted(device, next) : null;
    }

    /** The answer to a token. */
    sealed interface Verdict {}

    /**
     * The device vouches for its user.
     *
     * @param newToken replaces the one that was shown; null for a parallel tab, which leaves the cookie as it is
     */
    record Accepted(TrustedDevice device, @Nullable DeviceToken newToken) implements Verdict {}

    /** The token proves nothing: a second factor is needed. */
    record Refused() implements Verdict {}

    /** A used token was shown again: the device is removed, a second factor is needed, the user is told. */
    record TheftSuspected(DeviceId deviceId) implements Verdict {}
}
