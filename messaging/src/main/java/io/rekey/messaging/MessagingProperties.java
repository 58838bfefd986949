package io.rekey.messaging;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this service sends and receives.
 *
 * @param pollInterval how long the relay sleeps when nobody wakes it
 * @param leaseLifetime how long another instance waits for a dead relay
 * @param replicas of each topic: 3 in production, 1 on a single broker
 * @param consumersPerTopic threads per subscription; at most 12 do any good
 */
@ConfigurationProperties("rekey.messaging")
public record MessagingProperties(
        @DefaultValue("500ms") Duration pollInterval,
        @DefaultValue("10s") Duration leaseLifetime,
        @DefaultValue("1") short replicas,
        @DefaultValue("1") int consumersPerTopic) {

    public MessagingProperties {
        if (pollInterval.isNegative() || pollInterval.isZero() || leaseLifetime.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "rekey.messaging: poll-interval must be positive and lease-lifetime at least 1s");
        }
        if (replicas < 1 || consumersPerTopic < 1) {
            throw new IllegalArgumentException("rekey.messaging: replicas and consumers-per-topic must be at least 1");
        }
    }
}
