package io.rekey.mfa;

import org.springframework.http.HttpStatus;

/** Others changed the same document again and again in between: nothing was done, and trying again is right. */
public final class ContentionException extends RefusedException {

    public ContentionException() {
        super(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "The user's factors are being changed; try again.");
    }
}
