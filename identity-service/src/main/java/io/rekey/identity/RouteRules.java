package io.rekey.identity;

import io.rekey.identity.access.AllowEverybody;
import io.rekey.identity.access.AllowOperator;
import io.rekey.identity.access.AllowPermission;
import io.rekey.identity.access.AllowServices;
import io.rekey.identity.access.AllowSignedIn;
import io.rekey.identity.session.Caller;
import io.rekey.identity.user.Role;
import jakarta.servlet.ServletException;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Decides by the annotation at the handler that Spring itself will call, before anything of the request is read (ASVS 5.0
 * 8.2.1, 8.3.1). A handler without a rule is refused to everybody. Whether the <em>target</em> may be touched is asked in
 * the use case's own query.
 */
@Component
class RouteRules implements AuthorizationManager<RequestAuthorizationContext> {

    /** Every kind of rule that a handler can have. */
    static final List<Class<? extends Annotation>> KINDS = List.of(
            AllowEverybody.class, AllowServices.class, AllowSignedIn.class, AllowOperator.class, AllowPermission.class);

    /** Set at a request that no handler is for. */
    static final String NO_SUCH_ROUTE = "io.rekey.no-such-route";

    private final RequestMappingHandlerMapping routes;

    RouteRules(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping routes) {
        this.routes = routes;
    }

    @Override
    public AuthorizationDecision authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        Handler handler = handler(context);
        if (handler instanceof Handler.None) {
            context.getRequest().setAttribute(NO_SUCH_ROUTE, true);
        }
        return new AuthorizationDecision(isAllowed(callerOf(authentication.get()), handler));
    }

    /** The rule at a handler: at the method, or else at its class. Empty if there is none. */
    static Optional<Annotation> ruleOf(HandlerMethod handler) {
        return KINDS.stream()
                .map(kind -> ruleOf(handler, kind))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Annotation> ruleOf(HandlerMethod handler, Class<? extends Annotation> kind) {
        Annotation atMethod = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), kind);
        boolean otherAtMethod = KINDS.stream().anyMatch(handler::hasMethodAnnotation);
        return atMethod != null || otherAtMethod
                ? Optional.ofNullable(atMethod)
                : Optional.ofNullable(AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), kind));
    }

    private Handler handler(RequestAuthorizationContext context) {
        try {
            ServletRequestPathUtils.parseAndCache(context.getRequest());
            HandlerExecutionChain chain = routes.getHandler(context.getRequest());
            return chain != null && chain.getHandler() instanceof HandlerMethod method
                    ? new Handler.Found(method)
                    : new Handler.None();
        } catch (ServletException e) {
            return new Handler.Mismatch();
        } catch (Exception e) {
            return new Handler.None();
        }
    }

    private static boolean isAllowed(Optional<Caller> caller, Handler handler) {
        return switch (handler) {
            case Handler.None() -> false;
            case Handler.Mismatch() -> true; // no handler will run: Spring's own answer is 405, 406 or 415
            case Handler.Found(HandlerMethod method) ->
                ruleOf(method).filter(rule -> isAllowed(caller, rule)).isPresent();
        };
    }

    private static boolean isAllowed(Optional<Caller> caller, Annotation rule) {
        if (rule instanceof AllowEverybody || rule instanceof AllowServices) {
            return true; // services come in by a port and a filter of their own
        }
        return caller.filter(known -> switch (rule) {
                    case AllowSignedIn any -> true;
                    case AllowOperator operator -> known.role() == Role.OPERATOR;
                    case AllowPermission needed -> Arrays.stream(needed.value()).anyMatch(known::may);
                    default -> false;
                })
                .isPresent();
    }

    private static Optional<Caller> callerOf(@Nullable Authentication authentication) {
        return authentication != null && authentication.getPrincipal() instanceof Caller caller
                ? Optional.of(caller)
                : Optional.empty();
    }

    private sealed interface Handler {
        record Found(HandlerMethod method) implements Handler {}

        record Mismatch() implements Handler {}

        record None() implements Handler {}
    }
}
