package io.rekey.identity.accesstoken;

import io.rekey.identity.accesstoken.Assertion.Moment;
import io.rekey.identity.link.LinkProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What an assertion must say besides being signed (RFC 7523 3; R58, R59): from itself, for us, for now. */
@Component
class AssertionRules {

    /** How far the clocks of two machines may be apart. */
    static final Duration SKEW = Duration.ofSeconds(30);

    private static final Duration LONGEST_LIFE = Duration.ofMinutes(5);
    private static final Set<String> TYPES = Set.of("JWT", "client-authentication+jwt");

    private final Set<String> us;
    private final Clock clock;

    AssertionRules(LinkProperties properties, Clock clock) {
        this.us = Set.of(properties.baseUrl(), properties.baseUrl() + TokenController.PATH);
        this.clock = clock;
    }

    boolean areKept(Assertion assertion) {
        return assertion.type().filter(type -> !TYPES.contains(type)).isEmpty()
                && assertion.clientId().isPresent()
                && assertion.issuer().equals(assertion.clientId())
                && assertion.audience().stream().anyMatch(us::contains)
                && assertion.id().isPresent()
                && isForNow(assertion);
    }

    private boolean isForNow(Assertion assertion) {
        Instant now = clock.instant();
        return assertion.moment("exp") instanceof Moment.At(Instant expiresAt)
                && expiresAt.isAfter(now)
                && !expiresAt.isAfter(now.plus(LONGEST_LIFE))
                && hasBegun(assertion.moment("iat"), now)
                && hasBegun(assertion.moment("nbf"), now);
    }

    private static boolean hasBegun(Moment moment, Instant now) {
        return switch (moment) {
            case Moment.Absent() -> true;
            case Moment.At(Instant from) -> !from.isAfter(now.plus(SKEW));
            case Moment.Bad() -> false;
        };
    }
}
