package io.rekey.identity.problem;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * A refusal: an RFC 9457 problem with a type that never changes ({@code urn:rekey:…}), one sentence that says what happened
 * and what to do, and no word about accounts that the caller may not know.
 */
public final class Problem extends ErrorResponseException {

    private static final String PREFIX = "urn:rekey:";

    private final String type;
    private final String sentence;

    private Problem(HttpStatus status, String type, String detail) {
        super(status, body(status, type, detail), null);
        this.type = type;
        this.sentence = detail;
    }

    public static Problem of(HttpStatus status, String type, String detail) {
        return new Problem(status, type, detail);
    }

    /** 400: the request itself is wrong. */
    public static Problem badRequest(String type, String detail) {
        return of(HttpStatus.BAD_REQUEST, type, detail);
    }

    /** 404, the same for what does not exist and for what belongs to another organization (R33). */
    public static Problem notFound() {
        return of(HttpStatus.NOT_FOUND, "not-found", "Nothing here that you may see.");
    }

    /** 409: the world is not, or no longer, as the request needs it. */
    public static Problem conflict(String type, String detail) {
        return of(HttpStatus.CONFLICT, type, detail);
    }

    /** 422: understood, and refused. */
    public static Problem unprocessable(String type, String detail) {
        return of(HttpStatus.UNPROCESSABLE_CONTENT, type, detail);
    }

    /** 403: signed in, and not allowed. */
    public static Problem forbidden(String detail) {
        return of(HttpStatus.FORBIDDEN, "forbidden", detail);
    }

    /** Adds a member to the problem document. */
    public Problem with(String name, Object value) {
        getBody().setProperty(name, value);
        return this;
    }

    /** The type without its common beginning. */
    public String type() {
        return type;
    }

    /** What happened and what to do, in English. */
    public String sentence() {
        return sentence;
    }

    /** Status and type alone: the rest is for the caller and may name people, and whatever logs an exception logs this. */
    @Override
    public String getMessage() {
        return getStatusCode() + " " + getBody().getType();
    }

    private static ProblemDetail body(HttpStatus status, String type, String detail) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
        body.setType(URI.create(PREFIX + type));
        body.setTitle(type.replace('-', ' '));
        return body;
    }
}
