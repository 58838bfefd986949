package io.rekey.identity.brake;

import java.time.Duration;

/**
 * What is left of somebody's resets for the hour.
 *
 * @param limit how many there are in an hour before the usual pace is looked at
 * @param left how many of them
 * @param reset until the hour is over
 */
public record Allowance(int limit, int left, Duration reset) {

    /** As the headers of draft-ietf-httpapi-ratelimit-headers say it. */
    public String policyHeader() {
        return "\"resets\";q=" + limit + ";w=3600";
    }

    /** The present state, in the same way. */
    public String header() {
        return "\"resets\";r=" + left + ";t=" + reset.toSeconds();
    }
}
