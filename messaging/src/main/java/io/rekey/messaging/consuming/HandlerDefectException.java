package io.rekey.messaging.consuming;

/** A handler died of an error that only its own code can have caused. */
final class HandlerDefectException extends RuntimeException {

    HandlerDefectException(Error cause) {
        super(cause.getClass().getSimpleName(), cause);
    }
}
