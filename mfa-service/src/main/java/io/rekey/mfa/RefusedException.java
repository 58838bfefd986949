package io.rekey.mfa;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A request that is understood and not obeyed: answered as a problem document with a stable type (RFC 9457). */
public abstract class RefusedException extends ErrorResponseException {

    /**
     * @param name what follows {@code urn:rekey:} in the problem's type
     * @param detail one sentence without anything of the request
     */
    protected RefusedException(HttpStatus status, String name, String detail) {
        super(status, problem(status, name, detail), null);
    }

    private static ProblemDetail problem(HttpStatus status, String name, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:rekey:" + name));
        return problem;
    }
}
