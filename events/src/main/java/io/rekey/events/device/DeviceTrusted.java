package io.rekey.events.device;

import java.time.Instant;

/** A browser may skip the second factor from now on. Cares about it: audit. */
public record DeviceTrusted(
        String userId, String organizationId, String deviceId, String provider, long epoch, Instant at)
        implements DeviceEvent {}
