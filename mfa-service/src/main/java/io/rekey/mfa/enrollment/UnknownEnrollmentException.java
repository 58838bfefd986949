package io.rekey.mfa.enrollment;

import io.rekey.mfa.RefusedException;
import org.springframework.http.HttpStatus;

/** The user has no such enrollment; another user's answers alike. */
final class UnknownEnrollmentException extends RefusedException {

    UnknownEnrollmentException() {
        super(HttpStatus.NOT_FOUND, "unknown-enrollment", "The user has no such enrollment.");
    }
}
