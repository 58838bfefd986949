package io.rekey.identity.session;

import jakarta.servlet.http.HttpServletRequest;

/** Where a request comes from, as far as it may be believed: shown to people, never decided on. */
public record Client(String ip, String userAgent) {

    private static final int MAX = 400;

    public static Client of(HttpServletRequest request) {
        String agent = request.getHeader("User-Agent");
        return new Client(
                request.getRemoteAddr(), agent == null ? "" : agent.substring(0, Math.min(MAX, agent.length())));
    }
}
