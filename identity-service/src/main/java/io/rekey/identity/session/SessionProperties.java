package io.rekey.identity.session;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long sessions live (R47): idle and absolute, shorter for those who administer.
 *
 * @param tokenKey makes a session's token from the sign-in's; at least 32 characters, from a secret store
 * @param sweepInterval how often what no longer opens anything is deleted
 */
@ConfigurationProperties("rekey.session")
record SessionProperties(
        @DefaultValue("") String tokenKey,
        @DefaultValue("30m") Duration idleLifetime,
        @DefaultValue("12h") Duration lifetime,
        @DefaultValue("15m") Duration privilegedIdleLifetime,
        @DefaultValue("8h") Duration privilegedLifetime,
        @DefaultValue("60s") Duration sweepInterval) {

    private static final int MIN_KEY = 32;

    SessionProperties {
        if (tokenKey.length() < MIN_KEY) {
            throw new IllegalArgumentException("rekey.session.token-key (REKEY_SESSION_TOKENKEY) must have at least "
                    + MIN_KEY + " characters; make one with: ./rekey secrets");
        }
    }

    Duration lifetime(boolean privileged) {
        return privileged ? privilegedLifetime : lifetime;
    }

    Duration idleLifetime(boolean privileged) {
        return privileged ? privilegedIdleLifetime : idleLifetime;
    }

    @Override
    public String toString() {
        return "SessionProperties[lifetime=" + lifetime + "]";
    }
}
