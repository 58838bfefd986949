package io.rekey.identity.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** Completes each call by its words, its headers and its refusals. Its name comes from its method and path, not from code. */
@Component
@Order(1)
class CallDescriptions implements OpenApiCustomizer {

    @Override
    public void customise(OpenAPI document) {
        Map<String, CallWords> words = CallWords.all();
        document.getPaths()
                .forEach((path, item) -> item.readOperationsMap()
                        .forEach((method, operation) ->
                                describe(operation, method, path, words.get(method.name() + " " + path), document)));
        Refusals.schemas(words.values().stream()
                        .flatMap(call -> call.allRefusals().values().stream())
                        .flatMap(List::stream)
                        .collect(Collectors.toSet()))
                .forEach(document.getComponents()::addSchemas);
    }

    private static void describe(
            Operation operation, PathItem.HttpMethod method, String path, @Nullable CallWords words, OpenAPI document) {
        operation.setOperationId(name(method, path));
        operation.setTags(List.of(part(path)));
        if (words != null && words.isForPeople()) {
            CallRules.limitToPeople(operation);
        }
        CallHeaders.describe(operation, method.name(), words == null || words.takesKey());
        releaseParametersOfOneBody(operation);
        if (words != null) {
            say(operation, words);
        }
        if (words != null && words.orList() != null) {
            takeListAlone(Objects.requireNonNull(body(operation).orElse(null)), words.orList(), document);
        }
        Refusals.describe(operation, words == null ? Map.of() : words.allRefusals());
    }

    private static void say(Operation operation, CallWords words) {
        operation.setSummary(words.summary());
        if (words.more() != null) {
            operation.setDescription(words.more().strip() + " " + operation.getDescription());
        }
        words.allParameters()
                .forEach((name, meaning) -> operation.getParameters().stream()
                        .filter(parameter -> parameter.getName().equals(name))
                        .forEach(parameter -> parameter.setDescription(meaning)));
        if (words.form() != null) {
            operation.setRequestBody(form(words.form()));
        }
        if (words.answer() != null) {
            Answers.move(operation, HttpStatus.valueOf(words.answer()));
        }
        if (words.answers() != null) {
            answer(operation).ifPresent(content -> content.setExample(words.answers()));
        }
        if (words.example() != null) {
            body(operation).ifPresent(content -> content.setExample(words.example()));
        }
    }

    /** Where bodies of several kinds are taken, what stands in the query belongs to one of them. */
    private static void releaseParametersOfOneBody(Operation operation) {
        if (operation.getRequestBody() != null
                && operation.getRequestBody().getContent().size() > 1) {
            operation.getParameters().stream()
                    .filter(parameter -> "query".equals(parameter.getIn()))
                    .forEach(parameter -> parameter.setRequired(false));
        }
    }

    /** {@code POST /api/v1/users/{userId}/invitation} is postUsersInvitation. */
    private static String name(PathItem.HttpMethod method, String path) {
        return Stream.of(path.replaceFirst("^/api/v1/", "").split("[^A-Za-z0-9]+", -1))
                .filter(word -> !word.isEmpty())
                .map(StringUtils::capitalize)
                .collect(Collectors.joining("", method.name().toLowerCase(java.util.Locale.ROOT), ""));
    }

    /** The part of the API: what comes first in the path. */
    private static String part(String path) {
        if (!path.startsWith("/api/v1/")) {
            return path.startsWith("/oauth2/") ? "Programs" : "Compatible doors";
        }
        String first = path.split("/", -1)[3];
        return StringUtils.capitalize(first.replace('-', ' ')).replace("Api", "API");
    }

    private static RequestBody form(Map<String, String> fields) {
        Schema<Object> schema = new ObjectSchema();
        fields.forEach((name, meaning) -> {
            boolean isOptional = name.endsWith("?");
            String field = isOptional ? name.substring(0, name.length() - 1) : name;
            schema.addProperty(field, new StringSchema().description(meaning));
            if (!isOptional) {
                schema.addRequiredItem(field);
            }
        });
        return new RequestBody()
                .required(true)
                .content(new Content()
                        .addMediaType("application/x-www-form-urlencoded", new MediaType().schema(schema)));
    }

    @SuppressWarnings({"rawtypes", "unchecked"}) // as the library's own signatures are
    private static void takeListAlone(MediaType body, String field, OpenAPI document) {
        Map<String, Schema> known = document.getComponents().getSchemas();
        String name = body.getSchema().get$ref().replaceFirst(".*/", "");
        Map<String, Schema> fields = Objects.requireNonNull(known.get(name)).getProperties();
        Schema<Object> either = new Schema<>();
        either.setAnyOf(List.of(body.getSchema(), Objects.requireNonNull(fields.get(field))));
        body.setSchema(either);
    }

    private static Optional<MediaType> answer(Operation operation) {
        return operation.getResponses().values().stream()
                .findFirst()
                .map(ApiResponse::getContent)
                .flatMap(CallDescriptions::first);
    }

    private static Optional<MediaType> body(Operation operation) {
        return Optional.ofNullable(operation.getRequestBody())
                .map(RequestBody::getContent)
                .flatMap(CallDescriptions::first);
    }

    private static Optional<MediaType> first(Content content) {
        return Optional.ofNullable(content.get("application/json"))
                .or(() -> content.values().stream().findFirst());
    }
}
