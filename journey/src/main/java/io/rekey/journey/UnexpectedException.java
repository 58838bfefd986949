package io.rekey.journey;

/** Something did not come as it must: what was expected, and what came. */
public final class UnexpectedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UnexpectedException(String expected, String came) {
        super("expected " + expected + ", came " + came);
    }
}
