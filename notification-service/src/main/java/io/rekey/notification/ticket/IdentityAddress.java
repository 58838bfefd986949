package io.rekey.notification.ticket;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where identity-service listens for other services.
 *
 * @param identity its internal base address, for example {@code http://identity-service:8081}
 */
@ConfigurationProperties("rekey.services")
record IdentityAddress(@Nullable URI identity) {

    IdentityAddress {
        if (identity == null || identity.getHost() == null) {
            throw new IllegalArgumentException(
                    "rekey.services.identity must be set to identity-service's internal address"
                            + " (REKEY_SERVICES_IDENTITY), for example http://identity-service:8081");
        }
    }
}
