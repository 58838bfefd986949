package io.rekey.device.trusteddevice;

import io.rekey.device.description.Visit;
import io.rekey.device.token.DeviceId;
import io.rekey.device.token.DeviceToken;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Makes a browser trusted, after a sign-in in which a second factor vouched for it. It carries the epoch that the sign-in
 * captured, so that a reset in between leaves it dead on arrival.
 */
@Component
class TrustDevice {

    /** One repetition tells a newer fence from two first writers, another one a twin of this very request from both. */
    private static final int TRIES = 3;

    private final TrustedDevices devices;
    private final TrustedDeviceProperties properties;
    private final SecureRandom random;

    TrustDevice(TrustedDevices devices, TrustedDeviceProperties properties, SecureRandom random) {
        this.devices = devices;
        this.properties = properties;
        this.random = random;
    }

    /**
     * Trusts a browser, or, if the same sign-in has done so before, gives that device a new token; its life is not prolonged.
     *
     * @throws FencedException if a newer reset or revocation of all devices is known here
     */
    Trusted trust(UserId user, Request request) {
        Limits limits = properties.limits().narrowedTo(request.limits());
        DeviceToken token = DeviceToken.mint(request.deviceId(), random);
        TrustedDevice device = TrustedDevice.trusted(
                request.deviceId(),
                request.organizationId(),
                request.provider(),
                request.epoch(),
                token.hash(),
                request.visit(),
                limits.lifetime());
        for (int i = 0; i < TRIES; i++) {
            Optional<TrustedDevice> stored = devices.renew(user, device)
                    .or(() -> devices.add(user, device, limits.maximum()) ? Optional.of(device) : Optional.empty());
            if (stored.isPresent()) {
                return new Trusted(token, stored.get().expiresAt());
            }
        }
        throw new FencedException();
    }

    /**
     * What a sign-in asks for.
     *
     * @param deviceId derived from the sign-in, so that a repeated request means the same device
     * @param epoch captured when the sign-in started
     * @param limits what the organization asks for; this service's own hold where they are narrower
     */
    record Request(
            DeviceId deviceId,
            OrganizationId organizationId,
            String provider,
            Epoch epoch,
            Visit visit,
            Limits limits) {}

    /**
     * A browser is trusted.
     *
     * @param token for the browser; it is shown to nobody else and stored nowhere
     * @param expiresAt when that ends
     */
    record Trusted(DeviceToken token, Instant expiresAt) {}

    /** The sign-in was overtaken: something newer has put an end to devices of its epoch. */
    static final class FencedException extends RuntimeException {}
}
