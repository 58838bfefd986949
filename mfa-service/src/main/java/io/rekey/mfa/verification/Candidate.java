package io.rekey.mfa.verification;

import static io.rekey.mfa.user.Required.notNegative;
import static io.rekey.mfa.user.Required.required;

import io.rekey.mfa.user.EnrollmentId;

/**
 * An enrollment that identity-service has confirmed and would accept.
 *
 * @param fence the lowest epoch accepted in its scope, as captured when the sign-in started
 */
record Candidate(EnrollmentId enrollmentId, long fence) {

    Candidate {
        required(enrollmentId, "enrollmentId");
        notNegative(fence, "fence");
    }
}
