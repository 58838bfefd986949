package io.rekey.local.demo;

/** A step of the journey did not hold. */
public final class StepFailedException extends Exception {

    private static final long serialVersionUID = 1;

    StepFailedException(String message) {
        super(message);
    }
}
