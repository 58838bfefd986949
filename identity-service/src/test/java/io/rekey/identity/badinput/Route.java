package io.rekey.identity.badinput;

import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** A call of the public API as Spring serves it, so that a new one is tried like the others. */
record Route(String method, String pattern, boolean takesJson, HandlerMethod handler) {

    static List<Route> all(RequestMappingHandlerMapping mappings) {
        return mappings.getHandlerMethods().entrySet().stream()
                .filter(entry -> entry.getValue().getBeanType().getName().startsWith("io.rekey."))
                .flatMap(entry -> routes(entry.getKey(), entry.getValue()))
                .filter(route -> route.pattern.startsWith("/api/") || route.pattern.startsWith("/user/"))
                .sorted(Comparator.comparing(Route::toString))
                .toList();
    }

    /** Those that read a JSON body. */
    static List<Route> withJson(RequestMappingHandlerMapping mappings) {
        return all(mappings).stream().filter(route -> route.body().isPresent()).toList();
    }

    private static Stream<Route> routes(RequestMappingInfo mapping, HandlerMethod handler) {
        boolean json = mapping.getConsumesCondition().isEmpty()
                || mapping.getConsumesCondition().getConsumableMediaTypes().stream()
                        .anyMatch(type -> type.includes(MediaType.APPLICATION_JSON));
        return mapping.getPatternValues().stream()
                .flatMap(pattern -> mapping.getMethodsCondition().getMethods().stream()
                        .map(method -> new Route(method.name(), pattern, json, handler)));
    }

    Optional<Type> body() {
        return bodyParameter().map(MethodParameter::getGenericParameterType);
    }

    /** Whether no body at all is as good as one. */
    boolean mayBeEmpty() {
        return bodyParameter()
                .map(parameter -> parameter.getParameterAnnotation(RequestBody.class))
                .filter(body -> !body.required())
                .isPresent();
    }

    private Optional<MethodParameter> bodyParameter() {
        return Arrays.stream(handler.getMethodParameters())
                .filter(parameter -> takesJson && parameter.hasParameterAnnotation(RequestBody.class))
                .findFirst();
    }

    /** The address with the same text in place of every variable. */
    String path(String variable) {
        return pattern.replaceAll("\\{[^}]+}", variable);
    }

    Answer send(Browser browser, String id, @Nullable String body, Map<String, String> headers) {
        return browser.send(method, path(id), body, headers);
    }

    @Override
    public String toString() {
        return method + " " + pattern;
    }
}
