package io.rekey.identity.device;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a trusted browser is to keep, and for how long: no longer than its organization allows, and not beyond the end of the
 * device's own life, which use does not prolong (R50).
 *
 * @param token the value of the cookie
 */
public record DeviceToken(String token, Duration lifetime) {

    /** @param expiresAt the end of the device's life, where it is known */
    static DeviceToken of(String token, Duration atMost, @Nullable Instant expiresAt, Instant now) {
        Duration left = expiresAt == null ? atMost : Duration.between(now, expiresAt);
        Duration lifetime = left.compareTo(atMost) < 0 ? left : atMost;
        return new DeviceToken(token, lifetime.isNegative() ? Duration.ZERO : lifetime);
    }

    @Override
    public String toString() {
        return "DeviceToken[lifetime=" + lifetime + "]";
    }
}
