package io.rekey.identity.signin;

import java.time.Duration;

/** For how long a browser is trusted, and how many of one person's: the same in every organization. */
final class TrustLimits {

    static final Duration LIFETIME = Duration.ofDays(30);
    static final int MAXIMUM = 10;

    private TrustLimits() {}
}
