package io.rekey.events.device;

import java.time.Instant;

/** A device token was used again after it had been replaced: the device is revoked. Cares about it: identity-service ends what the device vouched for, notification-service tells the user, audit. */
public record DeviceTheftSuspected(String userId, String organizationId, String deviceId, Instant at)
        implements DeviceEvent {}
