package io.rekey.identity.session;

import io.rekey.identity.token.OpaqueToken;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/** The three cookies of Rekey: {@code __Host-}, Secure, HttpOnly, SameSite=Lax (R75). Browsers take http://localhost as secure. */
public enum Cookies {
    /** Who is signed in. */
    SESSION("__Host-rekey-session"),
    /** A sign-in or set-up under way. */
    FLOW("__Host-rekey-flow"),
    /** A browser that may skip the second factor. */
    DEVICE("__Host-rekey-device");

    private static final int MAX_LENGTH = 200;
    private final String cookieName;

    Cookies(String cookieName) {
        this.cookieName = cookieName;
    }

    public Optional<OpaqueToken> read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(cookieName))
                        .map(Cookie::getValue)
                        .filter(value -> !value.isEmpty() && value.length() <= MAX_LENGTH)
                        .map(OpaqueToken::new)
                        .findFirst();
    }

    public void write(HttpServletResponse response, String value, Duration lifetime) {
        ResponseCookie cookie = ResponseCookie.from(cookieName, value)
                .path("/")
                .secure(true)
                .httpOnly(true)
                .sameSite("Lax")
                .maxAge(lifetime)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    public void clear(HttpServletResponse response) {
        write(response, "", Duration.ZERO);
    }
}
