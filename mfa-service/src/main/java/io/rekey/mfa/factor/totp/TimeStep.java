package io.rekey.mfa.factor.totp;

import java.time.Instant;

/** Time as TOTP counts it: steps of 30 seconds since 1970, by the server's clock alone (RFC 6238 4; R2, R4). */
final class TimeStep {

    static final int SECONDS = 30;

    private TimeStep() {}

    static long at(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), SECONDS);
    }
}
