package io.rekey.local.run;

/** Why the platform cannot start, in one sentence for the person who typed the command; there is nothing to debug. */
public final class PlatformException extends Exception {

    private static final long serialVersionUID = 1;

    public PlatformException(String sentence) {
        super(sentence);
    }

    public PlatformException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
