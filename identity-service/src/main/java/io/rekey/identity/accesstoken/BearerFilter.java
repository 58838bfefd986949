package io.rekey.identity.accesstoken;

import io.rekey.identity.problem.Problem;
import io.rekey.identity.problem.ProblemAnswer;
import io.rekey.identity.session.Program;
import io.rekey.identity.token.OpaqueToken;
import io.rekey.serviceauth.ServiceTokenFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds the program behind an access token (RFC 6750). Whoever shows one is that program and nobody else: a session cookie
 * beside it does not count, and a token that is not good is not made up for by one.
 */
public final class BearerFilter extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer";
    private static final String TOKEN = "[A-Za-z0-9_-]{43}";

    private final AccessTokens tokens;
    private final ProblemAnswer problems;

    public BearerFilter(AccessTokens tokens, ProblemAnswer problems) {
        this.tokens = tokens;
        this.problems = problems;
    }

    /** Between the services other tokens are shown, and another filter has asked for them. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getAttribute(ServiceTokenFilter.CALLER) != null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        List<String> shown = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        try {
            if (shown.stream().anyMatch(BearerFilter::isBearer)) {
                let(program(shown).orElseThrow(BearerFilter::invalid));
            }
        } catch (Problem | DataAccessException e) {
            problems.send(request, response, e);
            return;
        }
        chain.doFilter(request, response);
    }

    private static boolean isBearer(String header) {
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && (header.length() == SCHEME.length() || header.charAt(SCHEME.length()) == ' ');
    }

    private Optional<Program> program(List<String> shown) {
        String token = shown.getFirst().replaceFirst("^\\S+", "").strip();
        return shown.size() == 1 && token.matches(TOKEN)
                ? tokens.authenticate(new OpaqueToken(token))
                : Optional.empty();
    }

    /** RFC 6750 3.1. Whether there ever was such a token is nobody's business. */
    private static Problem invalid() {
        Problem refused = Problem.of(
                HttpStatus.UNAUTHORIZED,
                "invalid-token",
                "This access token is not good, or not any more. Get another: POST /oauth2/token.");
        refused.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, SCHEME + " error=\"invalid_token\"");
        return refused;
    }

    private static void let(Program program) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(program, null, List.of()));
        SecurityContextHolder.setContext(context);
    }
}
