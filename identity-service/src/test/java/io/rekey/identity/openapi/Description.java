package io.rekey.identity.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The description of the API as a client reads it, and what can be asked of it. */
final class Description {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String OPENAPI = "spec.openapis.org/oas/3.1/schema/2022-10-07";
    private static final String JSON_SCHEMA = "https://json-schema.org/draft/2020-12/schema";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final String text;
    private final JsonNode root;

    private Description(String text) {
        this.text = text;
        this.root = JSON.readTree(text);
    }

    static Description at(Browser browser) {
        Answer answer = browser.get("/api/openapi.json");
        assertThat(answer.status()).isEqualTo(200);
        return new Description(answer.text());
    }

    /** One call. */
    record Call(String method, String path, JsonNode operation) {

        /** As docs name it. */
        String name() {
            return method.toUpperCase(java.util.Locale.ROOT) + " " + path;
        }

        JsonNode response(int status) {
            return operation.path("responses").path(Integer.toString(status));
        }

        /** Those that are no refusals. */
        List<JsonNode> successes() {
            return operation.path("responses").properties().stream()
                    .filter(answer -> answer.getKey().startsWith("2"))
                    .map(Map.Entry::getValue)
                    .toList();
        }

        Set<String> headers() {
            return operation.path("parameters").values().stream()
                    .filter(parameter -> parameter.path("in").asString().equals("header"))
                    .map(parameter -> parameter.path("name").asString())
                    .collect(Collectors.toSet());
        }

        boolean isForSomebody() {
            return !operation.path("security").isEmpty();
        }
    }

    String text() {
        return text;
    }

    JsonNode root() {
        return root;
    }

    JsonNode schema(String name) {
        return root.path("components").path("schemas").path(name);
    }

    List<Call> calls() {
        return root.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(each -> METHODS.contains(each.getKey()))
                        .map(each -> new Call(each.getKey(), path.getKey(), each.getValue())))
                .toList();
    }

    /** The call that a request is, with its address as it was sent. */
    Call call(String method, String address) {
        String path = address.replaceFirst("\\?.*", "");
        return calls().stream()
                .filter(call -> call.method().equalsIgnoreCase(method)
                        && path.matches(call.path().replaceAll("\\{[^}]+}", "[^/]+")))
                .min(java.util.Comparator.comparing(call -> call.path().contains("{")))
                .orElseThrow(() -> new AssertionError("not described: " + method + " " + path));
    }

    /** What is wrong with the document as such; nothing, if it is one. */
    List<Error> violations() {
        return SCHEMAS.getSchema(resource(OPENAPI)).validate(text, InputFormat.JSON);
    }

    /** What is wrong with a schema as such. */
    static List<Error> violations(JsonNode schema) {
        return SCHEMAS.getSchema(SchemaLocation.of(JSON_SCHEMA)).validate(schema.toString(), InputFormat.JSON);
    }

    /** What is wrong with a value by a schema that may refer to others of the document. */
    List<Error> violations(JsonNode schema, JsonNode value) {
        ObjectNode whole = ((ObjectNode) schema.deepCopy());
        whole.set("components", root.path("components"));
        return SCHEMAS.getSchema(whole.toString()).validate(value.toString(), InputFormat.JSON);
    }

    /** Every schema, also those inside others. */
    Stream<JsonNode> schemas() {
        Stream<JsonNode> named = root.path("components").path("schemas").values().stream();
        return Stream.concat(named, root.path("paths").findValues("schema").stream());
    }

    private static String resource(String name) {
        try (InputStream in = Description.class.getClassLoader().getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
