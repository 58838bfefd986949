package io.rekey.device.trusteddevice;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long browsers are trusted, and how many of a user's. An organization may ask for less.
 *
 * @param lifetime from the sign-in at which a browser was trusted, at most 30 days, not prolonged by use (R50)
 * @param maximum how many a user keeps, 1 to 10
 * @param parallelTabsGrace how long the token before the current one is accepted, at most a minute
 */
@ConfigurationProperties("rekey.trusted-devices")
record TrustedDeviceProperties(
        @DefaultValue("30d") Duration lifetime,
        @DefaultValue("10") int maximum,
        @DefaultValue("10s") Duration parallelTabsGrace) {

    private static final Duration MAX_GRACE = Duration.ofMinutes(1);

    TrustedDeviceProperties {
        if (!lifetime.isPositive() || lifetime.compareTo(Limits.WIDEST.lifetime()) > 0) {
            throw new IllegalArgumentException("rekey.trusted-devices.lifetime must be positive and at most 30d");
        }
        if (maximum < 1 || maximum > Limits.WIDEST.maximum()) {
            throw new IllegalArgumentException("rekey.trusted-devices.maximum must be between 1 and 10");
        }
        if (parallelTabsGrace.isNegative() || parallelTabsGrace.compareTo(MAX_GRACE) > 0) {
            throw new IllegalArgumentException("rekey.trusted-devices.parallel-tabs-grace must be between 0s and 1m");
        }
    }

    Limits limits() {
        return new Limits(lifetime, maximum);
    }
}
