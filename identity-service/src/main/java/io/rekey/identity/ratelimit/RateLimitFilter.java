package io.rekey.identity.ratelimit;

import static java.util.stream.Collectors.joining;

import io.rekey.identity.problem.Problem;
import io.rekey.identity.problem.ProblemAnswer;
import io.rekey.identity.session.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds what one signed-in caller asks of the API, and says with each answer how much is left (IETF draft "RateLimit
 * header fields for HTTP"; R88). Who is not signed in meets the budgets of the doors instead. Over it: 429
 * {@code too-many-requests} with {@code Retry-After}, and nothing of the call is looked at.
 */
@Component
@FilterRegistration(enabled = false) // in the security chain, and only there
public final class RateLimitFilter extends OncePerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final Budgets budgets;
    private final ProblemAnswer problems;

    RateLimitFilter(Budgets budgets, ProblemAnswer problems) {
        this.budgets = budgets;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getServletPath();
        return !path.startsWith("/api/") && !path.startsWith("/user/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !(authentication.getPrincipal() instanceof Caller caller)) {
            chain.doFilter(request, response);
            return;
        }
        boolean isChange = !READING.contains(request.getMethod());
        List<Quota.Charge> charges = budgets.charge(caller.id(), isChange);
        response.setHeader("RateLimit-Policy", budgets.policy(isChange));
        response.setHeader(
                "RateLimit", charges.stream().map(Quota.Charge::state).collect(joining(", ")));
        List<Quota.Charge> over = charges.stream().filter(Quota.Charge::isOver).toList();
        if (over.isEmpty()) {
            chain.doFilter(request, response);
        } else {
            problems.send(request, response, tooMany(over));
        }
    }

    private static Problem tooMany(List<Quota.Charge> over) {
        Problem refused = Problem.of(
                HttpStatus.TOO_MANY_REQUESTS,
                "too-many-requests",
                "Too many calls in a minute. Wait for as many seconds as the header Retry-After says.");
        long seconds = over.stream().mapToLong(Quota.Charge::seconds).max().orElse(1);
        refused.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        return refused;
    }
}
