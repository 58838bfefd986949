package io.rekey.identity.idempotency;

import io.rekey.identity.problem.Problem;
import io.rekey.identity.problem.ProblemAnswer;
import io.rekey.identity.session.Caller;
import io.rekey.identity.token.OpaqueToken;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Runs an unsafe call of a signed-in caller once per {@code Idempotency-Key}, and answers its repetitions as the first
 * (R38). It stands behind the rules of access, so that whoever lost a right gets no old answer either.
 *
 * <p>A repetition that comes while the first still runs waits for its answer, for a while. Errors: 400
 * {@code idempotency-key-malformed}, 409 {@code still-running}, 413 {@code too-large}, 422 {@code idempotency-key-reused}.
 */
@Component
@FilterRegistration(enabled = false) // in the security chain, and only there
public final class IdempotencyFilter extends OncePerRequestFilter {

    static final String HEADER = "Idempotency-Key";
    static final String REPLAYED = "Idempotency-Replayed";

    private static final Logger log = LoggerFactory.getLogger(IdempotencyFilter.class);
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,100}");
    private static final Set<String> UNSAFE = Set.of("POST", "PUT", "PATCH", "DELETE");
    /** Not the call's last word: nothing ran, and what was wrong or missing comes right with the next attempt. */
    private static final Set<Integer> PASSING = Set.of(400, 401, 405, 406, 408, 413, 415, 425, 429);

    private final IdempotentCalls calls;
    private final AwaitTurn turns;
    private final ProblemAnswer problems;

    IdempotencyFilter(IdempotentCalls calls, AwaitTurn turns, ProblemAnswer problems) {
        this.calls = calls;
        this.turns = turns;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getServletPath();
        boolean isApi = path.startsWith("/api/") || path.startsWith("/user/");
        return !isApi
                || !UNSAFE.contains(request.getMethod())
                || request.getHeader(HEADER) == null
                || SecretAnswers.contain(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Caller caller = caller();
        if (caller == null) {
            chain.doFilter(request, response);
            return;
        }
        ReadRequest read;
        Turn.Decided turn;
        try {
            String id = OpaqueToken.sha256(caller.id() + ":" + key(request));
            read = ReadRequest.of(request);
            turn = turns.await(id, Fingerprint.of(read, caller));
        } catch (Problem | DataAccessException e) {
            problems.send(request, response, e);
            return;
        }
        switch (turn) {
            case Turn.Mine(IdempotentCall run) -> run(run, read, response, chain);
            case Turn.Answered(IdempotentCall.Answer answer) -> replay(answer, response);
        }
    }

    private void run(IdempotentCall run, ReadRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper held = new ContentCachingResponseWrapper(response);
        boolean isFinal = false;
        try {
            chain.doFilter(request, held);
            isFinal = isFinal(held);
        } finally {
            remember(run, held, isFinal);
        }
        held.copyBodyToResponse();
    }

    /** An answer that was committed already is written by somebody else, an error page for one, and not in our hands. */
    private static boolean isFinal(HttpServletResponse held) {
        int status = held.getStatus();
        return status < 500 && !PASSING.contains(status) && !held.isCommitted();
    }

    /** The call has run: its own answer goes out, whether it can be remembered or not. */
    private void remember(IdempotentCall run, ContentCachingResponseWrapper held, boolean isFinal) {
        try {
            if (isFinal) {
                Binary body = new Binary(held.getContentAsByteArray());
                calls.finish(run, new IdempotentCall.Answer(held.getStatus(), held.getContentType(), body));
            } else {
                calls.release(run);
            }
        } catch (DataAccessException e) {
            log.warn("an answer is not remembered: {}", e.getClass().getSimpleName());
        }
    }

    private static void replay(IdempotentCall.Answer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        response.setHeader(REPLAYED, "true");
        if (answer.contentType() != null) {
            response.setContentType(answer.contentType());
        }
        response.setContentLength(answer.body().length());
        response.getOutputStream().write(answer.body().getData());
    }

    private static String key(HttpServletRequest request) {
        List<String> keys = Collections.list(request.getHeaders(HEADER));
        if (keys.size() != 1 || !KEY.matcher(keys.getFirst()).matches()) {
            throw Problem.badRequest(
                    "idempotency-key-malformed",
                    "An Idempotency-Key is one header of 1 to 100 visible ASCII characters. Use a random UUID.");
        }
        return keys.getFirst();
    }

    private static @Nullable Caller caller() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Caller caller ? caller : null;
    }
}
