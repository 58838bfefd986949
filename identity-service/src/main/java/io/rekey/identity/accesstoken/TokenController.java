package io.rekey.identity.accesstoken;

import io.rekey.identity.access.AllowEverybody;
import io.rekey.identity.access.Permission;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where programs get access tokens (RFC 6749 3.2). What is wrong is said in that RFC's words, not in a problem document. */
@RestController
@AllowEverybody
class TokenController {

    static final String PATH = "/oauth2/token";

    private static final String GRANT = "client_credentials";
    private static final String ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final IssueAccessToken issueAccessToken;

    TokenController(IssueAccessToken issueAccessToken) {
        this.issueAccessToken = issueAccessToken;
    }

    @PostMapping(PATH)
    ResponseEntity<Token> token(HttpServletRequest request) {
        requireOnlyTheForm(request);
        String grant = parameter(request, "grant_type");
        if (grant.isEmpty()) {
            throw TokenRefusedException.of("invalid_request", "grant_type is missing.");
        }
        if (!grant.equals(GRANT)) {
            throw TokenRefusedException.of("unsupported_grant_type", "The one grant here is " + GRANT + ".");
        }
        if (!parameter(request, "client_assertion_type").equals(ASSERTION)) {
            throw TokenRefusedException.invalidClient();
        }
        IssueAccessToken.Issued issued = issueAccessToken.issue(
                parameter(request, "client_assertion"), parameter(request, "client_id"), parameter(request, "scope"));
        return unstored(HttpStatus.OK).body(Token.of(issued));
    }

    @ExceptionHandler
    ResponseEntity<Refusal> refused(TokenRefusedException refusal) {
        ResponseEntity.BodyBuilder answer = unstored(refusal.status());
        if (refusal.status() == HttpStatus.TOO_MANY_REQUESTS) {
            answer.header(HttpHeaders.RETRY_AFTER, "1");
        }
        return answer.body(new Refusal(refusal.error(), refusal.description()));
    }

    /** Nothing in the address, where logs would keep it, no second way to say who one is, and nothing twice (RFC 6749 3.2). */
    private static void requireOnlyTheForm(HttpServletRequest request) {
        String type = request.getContentType();
        Map<String, String[]> parameters = request.getParameterMap();
        if (type == null
                || !type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)
                || request.getQueryString() != null
                || request.getHeader(HttpHeaders.AUTHORIZATION) != null
                || parameters.values().stream().anyMatch(values -> values.length > 1)) {
            throw TokenRefusedException.of(
                    "invalid_request",
                    "Send a form with each parameter once, and the assertion alone to say who you are.");
        }
    }

    private static String parameter(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value;
    }

    private static ResponseEntity.BodyBuilder unstored(HttpStatus status) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.PRAGMA, "no-cache");
    }

    /** The names are those of RFC 6749 5.1. */
    @SuppressWarnings("MemberName")
    record Token(String access_token, String token_type, long expires_in, String scope) {

        static Token of(IssueAccessToken.Issued issued) {
            return new Token(
                    issued.token().value(),
                    "Bearer",
                    AccessTokens.LIFETIME.toSeconds(),
                    issued.scope().stream().map(Permission::text).collect(Collectors.joining(" ")));
        }

        @Override
        public String toString() {
            return "Token[…]";
        }
    }

    /** The names are those of RFC 6749 5.2. */
    @SuppressWarnings("MemberName")
    record Refusal(String error, String error_description) {}
}
