package io.rekey.mfa.user;

import io.rekey.mfa.RefusedException;
import org.springframework.http.HttpStatus;

/** The request belongs to an epoch that a reset has ended: whoever sent it has to start again. */
public final class FencedException extends RefusedException {

    public FencedException() {
        super(HttpStatus.CONFLICT, "fenced", "A reset has ended the epoch of this request.");
    }
}
