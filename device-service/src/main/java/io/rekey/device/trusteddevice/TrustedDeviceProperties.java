package io.rekey.device.trusteddevice;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long browsers are trusted.
 *
 * @param lifetime from the sign-in at which a browser was trusted, at most 30 days, not prolonged by use (R50)
 * @param parallelTabsGrace how long the token before the current one is accepted, at most a minute
 */
@ConfigurationProperties("rekey.trusted-devices")
record TrustedDeviceProperties(
        @DefaultValue("30d") Duration lifetime,
        @DefaultValue("10s") Duration parallelTabsGrace) {

    private static final Duration MAX_LIFETIME = Duration.ofDays(30);
    private static final Duration MAX_GRACE = Duration.ofMinutes(1);

    TrustedDeviceProperties {
        if (!lifetime.isPositive() || lifetime.compareTo(MAX_LIFETIME) > 0) {
            throw new IllegalArgumentException("rekey.trusted-devices.lifetime must be positive and at most 30d");
        }
        if (parallelTabsGrace.isNegative() || parallelTabsGrace.compareTo(MAX_GRACE) > 0) {
            throw new IllegalArgumentException("rekey.trusted-devices.parallel-tabs-grace must be between 0s and 1m");
        }
    }
}
