package io.rekey.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses every unsafe request that another site caused, by what browsers say about it themselves ({@code Sec-Fetch-Site},
 * {@code Origin}; OWASP CSRF Prevention, "Fetch Metadata"). Programs that are no browsers send neither and bring no
 * cookies unasked.
 *
 * <p>Our own forms come with {@code Origin: null}, because our pages let no Referer out (Fetch, "append a request Origin
 * header"). So do forms from a sandboxed frame of anybody: {@code null} is believed only where the browser also says that
 * the request is same-origin.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class CrossSiteFilter extends OncePerRequestFilter {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN = Set.of("same-origin", "none");
    private final String origin;

    CrossSiteFilter(io.rekey.identity.link.LinkProperties properties) {
        this.origin = properties.baseUrl();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (SAFE.contains(request.getMethod()) || isOwn(request)) {
            chain.doFilter(request, response);
        } else {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    private boolean isOwn(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String from = request.getHeader("Origin");
        boolean known = from == null || from.equals(origin) || (from.equals("null") && "same-origin".equals(site));
        return known && (site == null || OWN.contains(site));
    }
}
