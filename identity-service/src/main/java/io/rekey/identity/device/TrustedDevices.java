package io.rekey.identity.device;

import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Client;
import io.rekey.identity.token.OpaqueToken;
import io.rekey.identity.user.User;
import io.rekey.serviceauth.ServiceClients;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/**
 * Asks device-service about trusted devices. If it cannot be asked, no device vouches for anybody (I11): the person gives a
 * second factor instead.
 */
@Component
public class TrustedDevices {

    private static final Logger log = LoggerFactory.getLogger(TrustedDevices.class);

    private final DeviceApi devices;
    private final Clock clock;

    TrustedDevices(ServiceClients clients, @Value("${rekey.services.device}") String baseUrl, Clock clock) {
        this.devices = clients.client(DeviceApi.class, "device-service", baseUrl);
        this.clock = clock;
    }

    /**
     * The device that vouches for a user by this token, under the fence that was read with the sign-in's epoch.
     *
     * @param lifetime the most that the browser keeps its next token for
     */
    // Guard: device fence at sign-in
    public Optional<VouchingDevice> vouching(User user, OpaqueToken token, Duration lifetime, Client client) {
        String deviceId = token.value().split("\\.", 2)[0];
        if (user.isRevoked(deviceId)) {
            return Optional.empty();
        }
        try {
            DeviceApi.Verification answer = devices.verify(new DeviceApi.Verify(
                    user.id(), token.value(), user.fences().devices(), client.userAgent(), client.ip()));
            return "ACCEPTED".equals(answer.result()) && answer.deviceId() != null && answer.provider() != null
                    ? Optional.of(new VouchingDevice(answer.deviceId(), answer.provider(), nextToken(answer, lifetime)))
                    : Optional.empty();
        } catch (RestClientException e) {
            log.info("trusted device not checked, device-service cannot be asked or refused");
            return Optional.empty();
        }
    }

    /**
     * Trusts a browser, stamped with the epoch that the sign-in captured (PROTOCOL 2.6).
     *
     * @param lifetime for how long, at most; whole seconds, 30 days at most (R50)
     * @param maximum how many devices the user keeps; with one more the oldest goes
     * @return what the browser is to keep; empty if a newer fence refused it or device-service cannot be asked: trust is a comfort
     */
    // Guard: device stamped with e0
    public Optional<DeviceToken> trust(
            User user,
            String organizationId,
            long epoch,
            String deviceId,
            String provider,
            Duration lifetime,
            int maximum,
            Client client) {
        try {
            DeviceApi.Trusted trusted = devices.trust(new DeviceApi.Trust(
                    deviceId,
                    user.id(),
                    organizationId,
                    epoch,
                    provider,
                    client.userAgent(),
                    client.ip(),
                    lifetime,
                    maximum));
            return Optional.of(DeviceToken.of(trusted.token(), lifetime, trusted.expiresAt(), clock.instant()));
        } catch (RestClientException e) {
            log.info("browser not trusted, device-service cannot be asked or refused");
            return Optional.empty();
        }
    }

    private @Nullable DeviceToken nextToken(DeviceApi.Verification answer, Duration lifetime) {
        String next = answer.newToken();
        return next == null ? null : DeviceToken.of(next, lifetime, answer.expiresAt(), clock.instant());
    }

    /** The devices that may still vouch: not revoked, not below the fence. */
    List<DeviceApi.TrustedDevice> of(User user) {
        try {
            return devices.devices(user.id()).devices().stream()
                    .filter(device -> !user.isRevoked(device.deviceId()))
                    .filter(device -> device.epoch() >= user.fences().devices())
                    .toList();
        } catch (RestClientException e) {
            throw Problem.of(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "devices-unavailable",
                    "Nothing was changed. The device service cannot be asked right now. Try again in a minute.");
        }
    }
}
