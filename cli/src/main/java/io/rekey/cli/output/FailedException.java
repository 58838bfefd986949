package io.rekey.cli.output;

import org.jspecify.annotations.Nullable;

/** Why a command ends without having done what was asked: sentences for the person, an exit code for the script. */
public final class FailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;
    private final String sentences;
    private final @Nullable String type;

    private FailedException(ExitCode exitCode, String sentences, @Nullable String type) {
        super(sentences);
        this.exitCode = exitCode;
        this.sentences = sentences;
        this.type = type;
    }

    public static FailedException of(ExitCode exitCode, String sentences) {
        return new FailedException(exitCode, sentences, null);
    }

    /** @param type the problem's stable type, as the server gave it (RFC 9457) */
    public static FailedException of(ExitCode exitCode, String sentences, String type) {
        return new FailedException(exitCode, sentences, type.isEmpty() ? null : type);
    }

    public static FailedException usage(String sentences) {
        return of(ExitCode.USAGE, sentences);
    }

    public static FailedException notFound(String sentences) {
        return of(ExitCode.NOT_FOUND, sentences);
    }

    public static FailedException notAllowed(String sentences) {
        return of(ExitCode.NOT_ALLOWED, sentences);
    }

    /** The same refusal with more to say about it. */
    public FailedException saying(String more) {
        return new FailedException(exitCode, sentences + more, type);
    }

    public boolean is(ExitCode code) {
        return exitCode == code;
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    /** What happened and what to do. */
    public String sentences() {
        return sentences;
    }

    /** The server's word for the problem, or null if it was not the server that refused. */
    public @Nullable String type() {
        return type;
    }
}
