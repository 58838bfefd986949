package io.rekey.identity.device;

import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Client;
import io.rekey.identity.token.OpaqueToken;
import io.rekey.identity.user.User;
import io.rekey.serviceauth.ServiceClients;
import java.util.List;
import java.util.Optional;
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

    TrustedDevices(ServiceClients clients, @Value("${rekey.services.device}") String baseUrl) {
        this.devices = clients.client(DeviceApi.class, "device-service", baseUrl);
    }

    /** The device that vouches for a user by this token, under the fence that was read with the sign-in's epoch. */
    // Guard: device fence at sign-in
    public Optional<VouchingDevice> vouching(User user, OpaqueToken token, Client client) {
        String deviceId = token.value().split("\\.", 2)[0];
        if (user.isRevoked(deviceId)) {
            return Optional.empty();
        }
        try {
            DeviceApi.Verification answer = devices.verify(new DeviceApi.Verify(
                    user.id(), token.value(), user.fences().devices(), client.userAgent(), client.ip()));
            return "ACCEPTED".equals(answer.result()) && answer.deviceId() != null && answer.provider() != null
                    ? Optional.of(new VouchingDevice(answer.deviceId(), answer.provider(), answer.newToken()))
                    : Optional.empty();
        } catch (RestClientException e) {
            log.info("trusted device not checked, device-service cannot be asked or refused");
            return Optional.empty();
        }
    }

    /**
     * Trusts a browser, stamped with the epoch that the sign-in captured (PROTOCOL 2.6).
     *
     * @return the cookie's value; empty if a newer fence refused it or device-service cannot be asked: trust is a comfort
     */
    // Guard: device stamped with e0
    public Optional<String> trust(
            User user, String organizationId, long epoch, String deviceId, String provider, Client client) {
        try {
            return Optional.of(devices.trust(new DeviceApi.Trust(
                            deviceId, user.id(), organizationId, epoch, provider, client.userAgent(), client.ip()))
                    .token());
        } catch (RestClientException e) {
            log.info("browser not trusted, device-service cannot be asked or refused");
            return Optional.empty();
        }
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
