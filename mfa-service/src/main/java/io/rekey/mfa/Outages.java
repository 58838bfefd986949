package io.rekey.mfa;

import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Fails closed: while the database cannot be asked, no code is right and none is wrong (I11, R83). */
@RestControllerAdvice
class Outages {

    private static final Logger log = LoggerFactory.getLogger(Outages.class);

    /** Says nothing of the cause: its message may quote a query. */
    @ExceptionHandler
    ProblemDetail databaseAway(DataAccessException trouble) {
        log.warn(
                "request not served, the database answered with {}",
                trouble.getClass().getSimpleName());
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, "The database cannot be asked now.");
        problem.setType(URI.create("urn:rekey:unavailable"));
        return problem;
    }
}
