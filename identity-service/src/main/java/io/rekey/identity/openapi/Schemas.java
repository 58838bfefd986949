package io.rekey.identity.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Walks over the schemas of a document. */
@SuppressWarnings("rawtypes") // as the library's own signatures are
final class Schemas {

    private static final String REFERENCE = "#/components/schemas/";

    private Schemas() {}

    /** Every schema of the document, however deep; each once. */
    static void forEach(OpenAPI document, Consumer<Schema> visit) {
        Set<Schema> seen = Collections.newSetFromMap(new IdentityHashMap<>()); // some stand in several places
        Consumer<Schema> once = schema -> {
            if (seen.add(schema)) {
                visit.accept(schema);
            }
        };
        document.getComponents().getSchemas().values().forEach(schema -> walk(schema, once));
        operations(document).forEach(operation -> {
            contents(operation).forEach(schema -> walk(schema, once));
            parameters(operation).map(Parameter::getSchema).forEach(schema -> walk(schema, once));
        });
    }

    /** The names of those that a request's body is made of, directly or inside another. */
    static Set<String> ofBodies(OpenAPI document) {
        Set<String> found = new HashSet<>();
        operations(document)
                .filter(operation -> operation.getRequestBody() != null)
                .flatMap(operation -> mediaTypes(operation.getRequestBody().getContent()))
                .forEach(body -> collect(body.getSchema(), document, found));
        return found;
    }

    static Stream<Operation> operations(OpenAPI document) {
        return document.getPaths().values().stream().flatMap(path -> path.readOperations().stream());
    }

    private static void collect(Schema schema, OpenAPI document, Set<String> found) {
        walk(schema, each -> {
            String name = each.get$ref() == null ? "" : each.get$ref().substring(REFERENCE.length());
            if (!name.isEmpty() && found.add(name)) {
                collect(
                        Objects.requireNonNull(
                                document.getComponents().getSchemas().get(name)),
                        document,
                        found);
            }
        });
    }

    private static Stream<Schema> contents(Operation operation) {
        Stream<Content> bodies = operation.getRequestBody() == null
                ? Stream.of()
                : Stream.of(operation.getRequestBody().getContent());
        Stream<Content> answers =
                operation.getResponses().values().stream().flatMap(answer -> Stream.ofNullable(answer.getContent()));
        return Stream.concat(bodies, answers).flatMap(Schemas::mediaTypes).map(MediaType::getSchema);
    }

    private static Stream<MediaType> mediaTypes(Content content) {
        return content.values().stream();
    }

    private static Stream<Parameter> parameters(Operation operation) {
        return Stream.ofNullable(operation.getParameters()).flatMap(List::stream);
    }

    private static void walk(Schema schema, Consumer<Schema> visit) {
        visit.accept(schema);
        children(schema).forEach(child -> walk(child, visit));
    }

    private static List<Schema> children(Schema<?> schema) {
        List<Schema> children = new ArrayList<>();
        if (schema.getProperties() != null) {
            children.addAll(schema.getProperties().values());
        }
        if (schema.getItems() != null) {
            children.add(schema.getItems());
        }
        if (schema.getAnyOf() != null) {
            children.addAll(schema.getAnyOf());
        }
        if (schema.getAdditionalProperties() instanceof Schema values) {
            children.add(values);
        }
        return children;
    }
}
