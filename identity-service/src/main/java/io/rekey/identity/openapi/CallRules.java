package io.rekey.identity.openapi;

import io.rekey.identity.access.AllowEverybody;
import io.rekey.identity.access.AllowOperator;
import io.rekey.identity.access.AllowPermission;
import io.rekey.identity.access.AllowSignedIn;
import io.rekey.identity.access.Permission;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** Says of each call who may make it, from the very annotation that decides it. */
@Component
class CallRules implements OperationCustomizer {

    static final String SESSION = "session";
    static final String PROGRAM = "program";

    private static final List<Class<? extends Annotation>> KINDS =
            List.of(AllowEverybody.class, AllowSignedIn.class, AllowOperator.class, AllowPermission.class);

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        switch (ruleOf(handler)) {
            case AllowEverybody open -> describe(operation, "For everybody.");
            case AllowSignedIn any -> describe(operation, "For everybody who is signed in, and every program.", role());
            case AllowOperator operator -> describe(operation, "For operators.", role());
            case AllowPermission needed ->
                describe(
                        operation,
                        "Needs " + names(needed).collect(Collectors.joining(" or ")) + ".",
                        names(needed).map(CallRules::role).toArray(SecurityRequirement[]::new));
            case null, default -> throw new IllegalStateException("no rule at " + handler);
        }
        return operation;
    }

    /** For what the rule alone does not say: that the use case asks for a person. */
    static void limitToPeople(Operation operation) {
        operation.setDescription("For people who are signed in.");
        operation.setSecurity(List.of(new SecurityRequirement().addList(SESSION)));
    }

    static boolean isForPeople(Operation operation) {
        return operation.getSecurity().stream().noneMatch(way -> way.containsKey(PROGRAM));
    }

    private static void describe(Operation operation, String who, SecurityRequirement... programs) {
        operation.setDescription(who);
        operation.setSecurity(
                programs.length == 0
                        ? List.of()
                        : Stream.concat(Stream.of(new SecurityRequirement().addList(SESSION)), Stream.of(programs))
                                .toList());
    }

    private static SecurityRequirement role(String... permissions) {
        return new SecurityRequirement().addList(PROGRAM, List.of(permissions));
    }

    private static Stream<String> names(AllowPermission needed) {
        return Arrays.stream(needed.value()).map(Permission::text);
    }

    /** At the method, or else at its class. */
    private static @Nullable Annotation ruleOf(HandlerMethod handler) {
        return Stream.of(handler.getMethod(), handler.getBeanType())
                .flatMap(place -> KINDS.stream()
                        .map(kind -> (Annotation) AnnotatedElementUtils.findMergedAnnotation(place, kind)))
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
