package io.rekey.device.description;

import java.time.Instant;

/** A browser's appearance at a sign-in: what it says it is, where it came from, when. */
public record Visit(DeviceDescription description, IpAddress ip, Instant at) {}
