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

/** The four cookies of Rekey: {@code __Host-}, Secure, HttpOnly, SameSite=Lax (R75). Browsers take http://localhost as secure. */
public enum Cookies {
    /** Who is signed in. */
    SESSION("__Host-rekey-session", 200),
    /** A sign-in or set-up under way. */
    FLOW("__Host-rekey-flow", 200),
    /** A browser that may skip the second factor. */
    DEVICE("__Host-rekey-device", 200),
    /** A mailed link that was opened here: out of the address bar, and not yet used (R26). */
    LINK("__Host-rekey-link", 2048);

    /** The server decides when a session ends; the cookie only has to outlive it. */
    public static final Duration SESSION_LIFETIME = Duration.ofHours(12);

    private final String cookieName;
    private final int maxLength;

    Cookies(String cookieName, int maxLength) {
        this.cookieName = cookieName;
        this.maxLength = maxLength;
    }

    public Optional<OpaqueToken> read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(cookieName))
                        .map(Cookie::getValue)
                        .filter(value -> !value.isEmpty() && value.length() <= maxLength)
                        .map(OpaqueToken::new)
                        .findFirst();
    }

    public void write(HttpServletResponse response, String value, Duration lifetime) {
        response.addHeader(HttpHeaders.SET_COOKIE, header(value, lifetime));
    }

    public void clear(HttpServletResponse response) {
        write(response, "", Duration.ZERO);
    }

    /** The value of a {@code Set-Cookie} header. */
    public String header(String value, Duration lifetime) {
        return ResponseCookie.from(cookieName, value)
                .path("/")
                .secure(true)
                .httpOnly(true)
                .sameSite("Lax")
                .maxAge(lifetime)
                .build()
                .toString();
    }
}
