package io.rekey.mfa.enrollment;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How leftovers are looked for.
 *
 * @param interval between two rounds
 * @param orphanAge how old an enrollment must be before identity-service is asked about it: longer than a reservation lives
 */
@ConfigurationProperties("rekey.mfa.sweep")
record SweepProperties(
        @DefaultValue("1m") Duration interval,
        @DefaultValue("1h") Duration orphanAge) {

    SweepProperties {
        if (interval.isNegative() || interval.isZero() || orphanAge.isNegative() || orphanAge.isZero()) {
            throw new IllegalArgumentException("rekey.mfa.sweep: interval and orphan-age must be positive");
        }
    }
}
