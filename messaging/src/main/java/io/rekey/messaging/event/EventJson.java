package io.rekey.messaging.event;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON of events, checked against the released schema of the type both when written and when read. Fields that a newer
 * producer adds are ignored; depth and length are bounded before anything is built (ASVS 5.0 15.2.2).
 */
final class EventJson {

    private static final int MAX_DEPTH = 20;
    private static final int MAX_STRING = 16 * 1024;

    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_STRING)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    String write(String type, Object event) {
        JsonNode json = mapper.valueToTree(event);
        check(type, json);
        return mapper.writeValueAsString(json);
    }

    <T> T read(String type, byte[] value, Class<T> eventClass) {
        try {
            JsonNode json = mapper.readTree(value);
            check(type, json);
            return mapper.treeToValue(json, eventClass);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new NotUnderstoodException("value is not a " + type);
        }
    }

    private void check(String type, JsonNode json) {
        List<Error> errors = schemas.computeIfAbsent(type, this::load).validate(json);
        if (!errors.isEmpty()) {
            throw new NotUnderstoodException("value breaks the schema of " + type + " at "
                    + errors.getFirst().getInstanceLocation() + " ("
                    + errors.getFirst().getKeyword() + ")");
        }
    }

    private Schema load(String type) {
        String path = EventTopic.schemaPath(type);
        try (@Nullable InputStream in = EventJson.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("no schema for " + type + " on the class path");
            }
            return registry.getSchema(in, InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
