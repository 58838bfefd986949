package io.rekey.identity.accesstoken;

import org.springframework.http.HttpStatus;

/** Why there is no token, in the words of RFC 6749 5.2. */
final class TokenRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final HttpStatus status;
    private final String error;
    private final String description;

    private TokenRefusedException(HttpStatus status, String error, String description) {
        super(description);
        this.status = status;
        this.error = error;
        this.description = description;
    }

    static TokenRefusedException of(String error, String description) {
        return new TokenRefusedException(HttpStatus.BAD_REQUEST, error, description);
    }

    /** The same for an unknown client, a bad signature, a claim that is off and a second use: why is nobody's business. */
    static TokenRefusedException invalidClient() {
        return new TokenRefusedException(
                HttpStatus.UNAUTHORIZED,
                "invalid_client",
                "No registered client signed this assertion for now and for here, or it was used before.");
    }

    static TokenRefusedException tooFast() {
        return new TokenRefusedException(
                HttpStatus.TOO_MANY_REQUESTS,
                "temporarily_unavailable",
                "Too many at once. A token is good for ten minutes: keep it, and try again in a second.");
    }

    HttpStatus status() {
        return status;
    }

    String error() {
        return error;
    }

    String description() {
        return description;
    }
}
