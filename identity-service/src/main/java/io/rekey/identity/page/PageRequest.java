package io.rekey.identity.page;

import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;

/** Tells a person with a browser from a program: the one reads pages, the other problem documents. */
public final class PageRequest {

    private PageRequest() {}

    public static boolean isOne(HttpServletRequest request) {
        return isOne(request, request.getRequestURI());
    }

    static boolean isOne(HttpServletRequest request, String path) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        boolean isForPrograms = Stream.of("/api/", "/user/", "/oauth2/", "/internal/", "/actuator/")
                .anyMatch(path::startsWith);
        return accept != null && accept.contains("text/html") && !isForPrograms;
    }
}
