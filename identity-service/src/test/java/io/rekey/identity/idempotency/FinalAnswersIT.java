package io.rekey.identity.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.session.Sessions;
import io.rekey.identity.token.OpaqueToken;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** Only a call's last word is remembered: whatever may be otherwise next time is asked anew. */
class FinalAnswersIT extends RunningIdentity {

    @Autowired
    IdempotencyFilter filter;

    @Autowired
    Sessions sessions;

    private final AtomicInteger runs = new AtomicInteger();
    private Person ada;

    @BeforeEach
    void signIn() {
        ada = administrator();
        String token = Objects.requireNonNull(signedIn(ada).cookie(io.rekey.identity.Browser.SESSION));
        var caller = sessions.authenticate(new OpaqueToken(token)).orElseThrow();
        SecurityContextHolder.getContext()
                .setAuthentication(
                        UsernamePasswordAuthenticationToken.authenticated(caller, null, java.util.List.of()));
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 403, 404, 409, 410, 422})
    void remembersAFinalAnswer(int status) throws Exception {
        call(answers(status));
        MockHttpServletResponse again = call(answers(status));
        assertThat(again.getStatus()).isEqualTo(status);
        assertThat(again.getContentAsString()).isEqualTo("run 1");
        assertThat(runs).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 405, 406, 408, 413, 415, 425, 429, 500, 502, 503, 504})
    void forgetsWhatMayBeOtherwiseNextTime(int status) throws Exception {
        assertThat(call(answers(status)).getStatus()).isEqualTo(status);
        assertThat(call(answers(204)).getStatus()).isEqualTo(204);
        assertThat(runs).hasValue(2);
    }

    @Test
    void forgetsACallThatThrew() throws Exception {
        assertThatThrownBy(() -> call((request, response) -> {
                    throw new ServletException("defect");
                }))
                .isInstanceOf(ServletException.class);
        assertThat(call(answers(204)).getStatus()).isEqualTo(204);
    }

    /** The page or document of such an error is written later, by the container. */
    @Test
    void forgetsAnErrorThatTheContainerWillTell() throws Exception {
        call((request, response) -> ((HttpServletResponse) response).sendError(404));
        assertThat(call(answers(204)).getStatus()).isEqualTo(204);
    }

    @Test
    void refusesTwoKeysAtOnce() throws Exception {
        MockHttpServletRequest request = request();
        request.addHeader("Idempotency-Key", "another");
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(request, response, answers(204));
        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(response.getContentAsString()).contains("idempotency-key-malformed");
        assertThat(runs).hasValue(0);
    }

    /** A body without a length: it is counted as it is read. */
    @Test
    void readsNoMoreThanAMebibyte() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/v1/users") {
            @Override
            public long getContentLengthLong() {
                return -1;
            }
        };
        request.setServletPath("/api/v1/users");
        request.addHeader("Idempotency-Key", "k");
        request.setContent(new byte[1024 * 1024 + 1]);
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(request, response, answers(204));
        assertThat(response.getStatus()).isEqualTo(413);
        assertThat(runs).hasValue(0);
    }

    @Test
    void handsTheBodyOnAsItCame() throws Exception {
        MockHttpServletRequest request = request();
        request.setContent("grüße".getBytes(StandardCharsets.UTF_8));
        StringBuilder read = new StringBuilder();
        filter.doFilter(request, new MockHttpServletResponse(), (passed, response) -> {
            read.append(new String(passed.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            read.append(' ').append(passed.getReader().readLine());
        });
        assertThat(read).hasToString("grüße grüße");
    }

    private FilterChain answers(int status) {
        return (request, response) -> {
            ((HttpServletResponse) response).setStatus(status);
            response.setContentType("text/plain");
            response.getOutputStream().write(("run " + runs.incrementAndGet()).getBytes(StandardCharsets.UTF_8));
        };
    }

    private MockHttpServletResponse call(FilterChain chain) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(request(), response, chain);
        return response;
    }

    private static MockHttpServletRequest request() {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/v1/users");
        request.setServletPath("/api/v1/users");
        request.addHeader("Idempotency-Key", "k");
        return request;
    }
}
