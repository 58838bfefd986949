package io.rekey.identity.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.time.Duration;
import java.util.Arrays;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.method.HandlerMethod;

/**
 * What springdoc does not see through: durations as people write them, bodies that are read as text, and a status that
 * stands at the class.
 */
@Component
class CallParameters implements OperationCustomizer {

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        Arrays.stream(handler.getMethodParameters())
                .filter(parameter -> parameter.getParameterType() == Duration.class)
                .forEach(parameter -> describe(operation, parameter));
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), RequestMapping.class);
        if (mapping != null && mapping.consumes().length > 0 && operation.getRequestBody() == null) {
            operation.setRequestBody(new RequestBody()
                    .required(true)
                    .content(new Content()
                            .addMediaType(mapping.consumes()[0], new MediaType().schema(new StringSchema()))));
        }
        ResponseStatus status = AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), ResponseStatus.class);
        if (status != null
                && AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), ResponseStatus.class) == null) {
            Answers.move(operation, status.value());
        }
        return operation;
    }

    private static void describe(Operation operation, MethodParameter parameter) {
        RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
        if (annotation == null) {
            return;
        }
        StringSchema schema = new StringSchema();
        schema.setPattern("[0-9]+(ms|s|m|h)");
        schema.setDefault(annotation.defaultValue());
        operation.getParameters().stream()
                .filter(known -> known.getName().equals(annotation.name()))
                .forEach(known -> known.schema(schema).example("30s"));
    }
}
