package io.rekey.identity.openapi;

import io.rekey.identity.stepup.StepUp;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The headers that mean the same wherever they stand. */
final class CallHeaders {

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final String ORGANIZATION = "Rekey-Organization";
    private static final List<String> SAFE = List.of("GET", "HEAD");

    private CallHeaders() {}

    /** Adds those that a call takes without naming them at its handler, and says of all what they are. */
    static void describe(Operation operation, String method, boolean takesKey) {
        boolean isForSomebody = !operation.getSecurity().isEmpty();
        if (isForSomebody
                && takesKey
                && !SAFE.contains(method)
                && find(operation, IDEMPOTENCY_KEY).isEmpty()) {
            add(operation, IDEMPOTENCY_KEY, "[\\x21-\\x7e]{1,100}");
        }
        if (isForSomebody) {
            add(operation, ORGANIZATION, "[A-Za-z0-9_-]{1,64}");
        }
        find(operation, IDEMPOTENCY_KEY)
                .ifPresent(header ->
                        header.description("Makes a repetition safe: the same key and body get the same answer,"
                                + " and nothing happens twice. Another body with it is refused."));
        find(operation, StepUp.HEADER)
                .ifPresent(header ->
                        header.description("A fresh proof from POST /api/v1/step-up, for exactly this action and"
                                + " these targets. People need it; programs do not."));
        find(operation, ORGANIZATION)
                .ifPresent(header -> header.description(
                        "For operators: which organization this is about. Of anybody else it means nothing."));
    }

    static boolean takesKey(Operation operation) {
        return find(operation, IDEMPOTENCY_KEY).isPresent();
    }

    static boolean takesStepUp(Operation operation) {
        return find(operation, StepUp.HEADER).isPresent();
    }

    static boolean has(Operation operation, String place) {
        return parameters(operation).anyMatch(parameter -> place.equals(parameter.getIn()));
    }

    private static void add(Operation operation, String name, String pattern) {
        operation.addParametersItem(
                new HeaderParameter().name(name).required(false).schema(new StringSchema().pattern(pattern)));
    }

    private static Optional<Parameter> find(Operation operation, String name) {
        return parameters(operation)
                .filter(parameter -> parameter.getName().equals(name))
                .findFirst();
    }

    private static Stream<Parameter> parameters(Operation operation) {
        return Stream.ofNullable(operation.getParameters()).flatMap(List::stream);
    }
}
