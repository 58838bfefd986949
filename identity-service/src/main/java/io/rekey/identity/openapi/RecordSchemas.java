package io.rekey.identity.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Makes the schemas say what the records behind them mean: what may be left out is what is marked as nullable, bodies take
 * no other fields, patterns are for the whole text. Their names are the API's and no longer those of classes.
 */
@Component
@Order(2)
@SuppressWarnings("rawtypes") // as the library's own signatures are
class RecordSchemas implements OpenApiCustomizer {

    private static final String REFERENCE = "#/components/schemas/";

    @Override
    public void customise(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        schemas.forEach((name, schema) -> recordNamed(name).ifPresent(type -> complete(schema, type)));
        Set<String> ofBodies = Schemas.ofBodies(document);
        schemas.forEach((name, schema) -> {
            if (ofBodies.contains(name)) {
                schema.setAdditionalProperties(false);
            }
        });
        Schemas.forEach(document, schema -> {
            if (schema.getPattern() != null) {
                schema.setPattern("^(?:" + schema.getPattern() + ")$");
            }
        });
        rename(document, schemas);
    }

    private static void complete(Schema<?> schema, Class<?> type) {
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Schema<?> property =
                    Objects.requireNonNull(schema.getProperties().get(component.getName()), component::getName);
            if (isNullable(component)) {
                schema.getProperties().put(component.getName(), orNull(property));
            } else {
                required.add(component.getName());
            }
            if (component.getType() == Duration.class) {
                property.setFormat(null); // PT1H and 1h
            }
            if (has(component, NotBlank.class)) {
                property.setMinLength(1);
            }
            if (has(component, NotEmpty.class)) {
                property.setMinItems(1);
            }
        }
        schema.setRequired(required.isEmpty() ? null : required);
        JsonNaming naming = type.getAnnotation(JsonNaming.class);
        if (naming != null && naming.value() == SnakeCaseStrategy.class) {
            nameInSnakeCase(schema);
        }
    }

    private static void nameInSnakeCase(Schema<?> schema) {
        Map<String, Schema> properties = new LinkedHashMap<>();
        schema.getProperties().forEach((name, property) -> properties.put(inSnakeCase(name), property));
        schema.setProperties(properties);
        if (schema.getRequired() != null) {
            schema.setRequired(schema.getRequired().stream()
                    .map(RecordSchemas::inSnakeCase)
                    .toList());
        }
    }

    private static String inSnakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** A null beside what was there. Where values are listed, or stand elsewhere, it has to be an alternative. */
    private static Schema<?> orNull(Schema<?> schema) {
        if (schema.get$ref() == null && schema.getEnum() == null && schema.getTypes() != null) {
            schema.addType("null");
            return schema;
        }
        Schema<Object> nothing = new Schema<>();
        nothing.addType("null");
        Schema<Object> either = new Schema<>();
        either.setAnyOf(List.of(schema, nothing));
        return either;
    }

    private static void rename(OpenAPI document, Map<String, Schema> schemas) {
        Map<String, String> names = new HashMap<>();
        Map<String, Schema> renamed = new LinkedHashMap<>();
        schemas.forEach((name, schema) -> {
            String shown = recordNamed(name).map(RecordSchemas::shownName).orElse(name);
            names.put(name, shown);
            if (renamed.put(shown, schema) != null) {
                throw new IllegalStateException("two bodies would be called " + shown + ", one of them " + name);
            }
        });
        Schemas.forEach(document, schema -> {
            if (schema.get$ref() != null) {
                schema.set$ref(REFERENCE + names.get(schema.get$ref().substring(REFERENCE.length())));
            }
        });
        document.getComponents().setSchemas(renamed);
    }

    /** {@code ResetController.Order} is ResetOrder, {@code UserController.UserView} is User. */
    private static String shownName(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        String stem = outer == null ? "" : outer.getSimpleName().replaceAll("(Controller|Api)$", "");
        String own = type.getSimpleName().replaceAll("View$", "");
        return own.startsWith(stem) ? own : stem + own;
    }

    private static Optional<Class<?>> recordNamed(String name) {
        try {
            return name.startsWith("io.rekey.")
                    ? Optional.<Class<?>>of(ClassUtils.forName(name, RecordSchemas.class.getClassLoader()))
                            .filter(Class::isRecord)
                    : Optional.empty();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static boolean has(RecordComponent component, Class<? extends java.lang.annotation.Annotation> constraint) {
        return component.getAccessor().isAnnotationPresent(constraint)
                || component.getAnnotatedType().isAnnotationPresent(constraint);
    }
}
