package io.rekey.mfa.enrollment;

import io.rekey.mfa.RefusedException;
import org.springframework.http.HttpStatus;

/** The enrollment's secret was proven already: it is never shown again. */
final class AlreadyActiveException extends RefusedException {

    AlreadyActiveException() {
        super(HttpStatus.CONFLICT, "already-active", "The enrollment is not waiting for its first code.");
    }
}
