package io.rekey.identity;

import io.rekey.identity.problem.Problem;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns what goes wrong into problem documents; what went wrong inside stays inside (ASVS 5.0 16.5.1). */
@RestControllerAdvice
class ErrorAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ErrorAdvice.class);
    private static final int MAX_CAUSES = 10;

    @ExceptionHandler
    ProblemDetail databaseAway(DataAccessException e) {
        log.warn("database trouble: {}", e.getClass().getSimpleName());
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE, "Nothing is known to have changed. Try again in a minute.");
        problem.setType(java.net.URI.create("urn:rekey:unavailable"));
        return problem;
    }

    /** The sender's fault. The exception's message quotes what was sent, a password perhaps: it is never logged (I14). */
    @ExceptionHandler
    ProblemDetail unreadable(InvalidParameterException e) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatusCode.valueOf(e.getErrorCode()), "The form that was sent cannot be read.");
        problem.setType(java.net.URI.create("urn:rekey:unreadable"));
        return problem;
    }

    /** What the framework refuses gets a type and a sentence of ours: its own would name classes and quote the sender. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Problem problem = e instanceof Problem own ? own : RefusedRequest.because(e, status);
        return super.handleExceptionInternal(e, problem.getBody(), headers, problem.getStatusCode(), request);
    }

    @ExceptionHandler
    ProblemDetail defect(RuntimeException e) {
        log.error("defect", placeOf(e, 0));
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side.");
        problem.setType(java.net.URI.create("urn:rekey:defect"));
        return problem;
    }

    /** Kinds and places of what went wrong, without its messages: they may quote what a person typed (R80). */
    private static Throwable placeOf(Throwable thrown, int depth) {
        Throwable cause = thrown.getCause();
        Throwable place = new Throwable(
                thrown.getClass().getName(), cause == null || depth == MAX_CAUSES ? null : placeOf(cause, depth + 1));
        place.setStackTrace(thrown.getStackTrace());
        return place;
    }
}
