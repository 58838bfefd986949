package io.rekey.device.trusteddevice;

import io.rekey.device.description.Visit;
import io.rekey.device.token.DeviceId;
import io.rekey.device.token.DeviceToken;
import java.security.SecureRandom;
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
     * Trusts a browser, or, if the same sign-in has done so before, gives that device a new token.
     *
     * @return the token for the browser; it is shown to nobody else and stored nowhere
     * @throws FencedException if a newer reset or revocation of all devices is known here
     */
    DeviceToken trust(UserId user, Request request) {
        DeviceToken token = DeviceToken.mint(request.deviceId(), random);
        TrustedDevice device = TrustedDevice.trusted(
                request.deviceId(),
                request.organizationId(),
                request.provider(),
                request.epoch(),
                token.hash(),
                request.visit(),
                properties.lifetime());
        for (int i = 0; i < TRIES; i++) {
            if (devices.renew(user, device) || devices.add(user, device)) {
                return token;
            }
        }
        throw new FencedException();
    }

    /**
     * What a sign-in asks for.
     *
     * @param deviceId derived from the sign-in, so that a repeated request means the same device
     * @param epoch captured when the sign-in started
     */
    record Request(DeviceId deviceId, OrganizationId organizationId, String provider, Epoch epoch, Visit visit) {}

    /** The sign-in was overtaken: something newer has put an end to devices of its epoch. */
    static final class FencedException extends RuntimeException {}
}
