package io.rekey.mfa.factor;

import io.rekey.mfa.RefusedException;
import org.springframework.http.HttpStatus;

/** No factor is offered under the provider's name. */
public final class UnknownProviderException extends RefusedException {

    UnknownProviderException() {
        super(HttpStatus.UNPROCESSABLE_CONTENT, "unknown-provider", "No factor is offered under this provider's name.");
    }
}
