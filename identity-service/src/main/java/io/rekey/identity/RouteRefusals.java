package io.rekey.identity;

import io.rekey.identity.page.PageRequest;
import io.rekey.identity.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a request looks that no rule lets through: a page of what is not there for a person who is lost, a problem document
 * for a program.
 */
@Component
class RouteRefusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final JsonMapper json;

    RouteRefusals(JsonMapper json) {
        this.json = json;
    }

    /** Nobody is signed in. The same whether there is such a route or not. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        refuse(
                request,
                response,
                Problem.of(
                        HttpStatus.UNAUTHORIZED,
                        "not-signed-in",
                        "Sign in first: POST /api/v1/sign-in, or bring an access token."));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        boolean unknown = request.getAttribute(RouteRules.NO_SUCH_ROUTE) != null;
        refuse(
                request,
                response,
                unknown
                        ? Problem.notFound()
                        : Problem.forbidden("This is for people with another role or permission."));
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        if (PageRequest.isOne(request)) {
            response.sendError(HttpStatus.NOT_FOUND.value());
            return;
        }
        response.setStatus(problem.getStatusCode().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(problem.getBody()));
    }
}
