package io.rekey.events.device;

import java.time.Instant;

/** The receipt of a reset or a revocation: what it covers is gone. Cares about it: identity-service (receipt), audit. */
public record TrustedDevicesPurged(
        String causeId, String userId, String organizationId, long epoch, int count, Instant at)
        implements DeviceEvent {}
