package io.rekey.identity.page;

import io.rekey.identity.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * What went wrong, as a page for people: what happened and what to do, and nothing of what is inside (ASVS 5.0 16.5.1).
 * Programs get their problem documents, for which this steps aside.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ErrorPages implements HandlerExceptionResolver, ErrorViewResolver {

    private static final Logger log = LoggerFactory.getLogger(ErrorPages.class);
    private static final String TEMPLATE = "page/error";

    /** What a controller threw, or that there is none. */
    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception e) {
        if (!PageRequest.isOne(request)) {
            return null;
        }
        ModelAndView page = page(statusOf(e));
        if (e instanceof ErrorResponse refusal) {
            refusal.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        }
        return e instanceof Problem problem ? Page.refused(page, problem) : page;
    }

    /** What the container or the security rules refused. */
    @Override
    public ModelAndView resolveErrorView(HttpServletRequest request, HttpStatus status, Map<String, Object> model) {
        return page(status);
    }

    private static HttpStatusCode statusOf(Exception e) {
        if (e instanceof ErrorResponse refusal) {
            return refusal.getStatusCode();
        }
        if (e instanceof InvalidParameterException unreadable) {
            return HttpStatus.valueOf(
                    unreadable.getErrorCode()); // its message quotes what was sent: never logged (I14)
        }
        if (e instanceof DataAccessException) {
            log.warn("database trouble: {}", e.getClass().getSimpleName());
            return HttpStatus.SERVICE_UNAVAILABLE;
        }
        log.error("defect", e);
        return HttpStatus.INTERNAL_SERVER_ERROR;
    }

    private static ModelAndView page(HttpStatusCode status) {
        ModelAndView page = new ModelAndView(TEMPLATE, Map.of("status", status.value()));
        page.setStatus(status);
        return page;
    }
}
