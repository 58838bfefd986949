package io.rekey.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON that goes to and comes from the server. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** An empty object to fill. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** A text as a value. */
    public static JsonNode string(String text) {
        return MAPPER.getNodeFactory().stringNode(text);
    }

    /** What the text says, or empty if it is not JSON. */
    public static Optional<JsonNode> read(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            return node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** On one line. */
    public static String write(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /** A member as people read it: text bare, several joined by commas, nothing where there is nothing. */
    public static String text(JsonNode node, String member) {
        return plain(node.path(member));
    }

    /** The elements of a list, none if it is not one. */
    public static List<JsonNode> rows(JsonNode list) {
        List<JsonNode> rows = new ArrayList<>();
        if (list.isArray()) {
            list.forEach(rows::add);
        }
        return rows;
    }

    /** A value as people read it. */
    public static String plain(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (value.isArray()) {
            return String.join(", ", rows(value).stream().map(Json::plain).toList());
        }
        return value.isValueNode() ? value.asString() : write(value);
    }
}
