package io.rekey.messaging.event;

/**
 * A record that can never be understood, however often it is read: no value, no CloudEvent, an unknown type, a broken
 * schema, a foreign key. It goes to the dead letters. The message names the reason and never quotes the record.
 */
public class NotUnderstoodException extends RuntimeException {

    public NotUnderstoodException(String reason) {
        super(reason);
    }
}
