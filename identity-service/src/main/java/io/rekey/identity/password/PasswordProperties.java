package io.rekey.identity.password;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Cost of a password hash.
 *
 * @param memoryKib memory in KiB; 19456 is OWASP's recommendation, tests use less
 */
@ConfigurationProperties("rekey.password")
record PasswordProperties(
        @DefaultValue("19456") int memoryKib,
        @DefaultValue("2") int iterations,
        @DefaultValue("1") int parallelism) {

    PasswordProperties {
        if (memoryKib < 64 || iterations < 1 || parallelism < 1) {
            throw new IllegalArgumentException(
                    "rekey.password: memory-kib at least 64, iterations and parallelism at least 1");
        }
    }
}
