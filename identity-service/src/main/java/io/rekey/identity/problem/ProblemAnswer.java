package io.rekey.identity.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Answers a request that never reaches a controller, as if the controller had thrown. */
@Component
public class ProblemAnswer {

    private final HandlerExceptionResolver resolver;

    ProblemAnswer(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver resolver) {
        this.resolver = resolver;
    }

    /** Writes the problem document of a refusal, or of what else went wrong. */
    public void send(HttpServletRequest request, HttpServletResponse response, Exception refusal) {
        resolver.resolveException(request, response, null, refusal);
    }
}
