package io.rekey.device.trusteddevice;

import io.rekey.device.token.DeviceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One user's devices as the database had them, with its own copy of the fence. Whatever was removed, has expired or stands
 * below the fence is not trusted, whether or not somebody has already swept it away.
 */
public record DevicesOfUser(UserId user, Epoch fence, List<TrustedDevice> devices) {

    public DevicesOfUser {
        devices = List.copyOf(devices);
    }

    static DevicesOfUser none(UserId user) {
        return new DevicesOfUser(user, Epoch.ZERO, List.of());
    }

    /** The devices that are trusted now, the oldest first. */
    List<TrustedDevice> trustedAt(Instant now) {
        return devices.stream()
                .filter(device -> !device.isExpired(now))
                .filter(device -> !device.epoch().isBelow(fence))
                .toList();
    }

    /** A device, if it is trusted now and does not stand below the fence that the sign-in has captured either. */
    Optional<TrustedDevice> trusted(DeviceId id, Epoch fenceAtSignIn, Instant now) {
        return trustedAt(now).stream()
                .filter(device -> device.id().equals(id))
                // Guard: device fence at sign-in
                .filter(device -> !device.epoch().isBelow(fenceAtSignIn))
                .findFirst();
    }
}
