package io.rekey.device.purge;

/** Identity-service gave no answer that could be trusted: nothing was done, and the event comes again. */
final class IdentityAwayException extends RuntimeException {

    IdentityAwayException() {
        super("no answer in the answer");
    }

    /** Tells the kind of trouble only: the message of a client's exception quotes the answer. */
    IdentityAwayException(RuntimeException trouble) {
        super(trouble.getClass().getSimpleName());
    }
}
