package io.rekey.cli.policy;

import io.rekey.cli.output.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The settings of a policy, by name; what stands inside another is named with a dot between. */
final class Settings {

    private final ObjectNode tree;

    private Settings(ObjectNode tree) {
        this.tree = tree;
    }

    static Settings of(JsonNode settings) {
        ObjectNode tree = Json.object();
        settings.propertyStream()
                .forEach(
                        setting -> tree.set(setting.getKey(), setting.getValue().deepCopy()));
        return new Settings(tree);
    }

    JsonNode json() {
        return tree;
    }

    /** Every value under its full name, in the server's order. */
    Map<String, JsonNode> byName() {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        collect("", tree, values);
        return values;
    }

    /**
     * Changes one. The typed value is JSON, or plain text where it is not: also where the setting is text now, so that a
     * name may look like a number. Where the setting is a list now, names joined by commas will do.
     */
    void set(String name, String typed) {
        ObjectNode parent = tree;
        String rest = name;
        for (int dot = rest.indexOf('.'); dot > 0; dot = rest.indexOf('.')) {
            parent = child(parent, rest.substring(0, dot));
            rest = rest.substring(dot + 1);
        }
        parent.set(rest, value(parent.path(rest), typed));
    }

    private static ObjectNode child(ObjectNode parent, String name) {
        return parent.path(name) instanceof ObjectNode child ? child : parent.putObject(name);
    }

    private static JsonNode value(JsonNode present, String typed) {
        JsonNode json = Json.read(typed).orElse(null);
        if (json != null && !(present.isString() && (json.isNumber() || json.isBoolean()))) {
            return json;
        }
        return present.isArray() ? list(typed) : Json.string(typed);
    }

    private static JsonNode list(String typed) {
        var list = Json.object().arrayNode();
        for (String element : typed.split(",", -1)) {
            if (!element.isBlank()) {
                list.add(element.strip());
            }
        }
        return list;
    }

    private static void collect(String prefix, JsonNode node, Map<String, JsonNode> values) {
        node.propertyStream().forEach(member -> {
            String name = prefix + member.getKey();
            if (member.getValue().isObject() && !member.getValue().isEmpty()) {
                collect(name + ".", member.getValue(), values);
            } else {
                values.put(name, member.getValue());
            }
        });
    }
}
