package io.rekey.identity.ratelimit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param calls of one caller in a minute
 * @param changes how many of them may be other than reading
 */
@ConfigurationProperties("rekey.rate-limit")
record RateLimitProperties(
        @DefaultValue("1200") int calls,
        @DefaultValue("600") int changes) {

    RateLimitProperties {
        if (changes < 1 || calls < changes) {
            throw new IllegalArgumentException(
                    "rekey.rate-limit: changes must be at least 1, and calls at least as many as changes");
        }
    }
}
