package io.rekey.identity.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Calls that are never remembered: their answers may hold a proof, a seed or a backup code, and none of those may lie in a
 * database (I14); or their body is a stream. To these a key means nothing, and a repetition runs again. The door for
 * programs' tokens is outside of {@code /api} and so of this memory.
 */
final class SecretAnswers {

    private static final List<RequestMatcher> CALLS = Stream.of(
                    "/api/v1/sign-in/**",
                    "/api/v1/set-up/**",
                    "/api/v1/step-up",
                    "/api/v1/users/import",
                    "/api/v2/users/*/recovery-code-regeneration")
            .<RequestMatcher>map(PathPatternRequestMatcher.withDefaults()::matcher)
            .toList();

    private SecretAnswers() {}

    static boolean contain(HttpServletRequest request) {
        return CALLS.stream().anyMatch(call -> call.matches(request));
    }
}
