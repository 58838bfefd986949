package io.rekey.cli.policy;

import io.rekey.cli.connection.Address;
import io.rekey.cli.connection.Connection;
import io.rekey.cli.output.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An organization's policy in one version.
 *
 * @param json as the server tells it: {@code version}, {@code settings}
 */
record Policy(JsonNode json) {

    private static final Address ADDRESS = Address.of("/api/v1/policy");

    static Policy present(Connection connection) {
        return new Policy(connection.get(ADDRESS));
    }

    Settings settings() {
        return Settings.of(json.path("settings"));
    }

    String version() {
        return Json.text(json, "version");
    }

    /** Makes these settings the next version; refused if this is not the present one any more. */
    JsonNode replace(Connection connection, Settings settings) {
        ObjectNode body = Json.object();
        body.set("version", json.path("version"));
        body.set("settings", settings.json());
        return connection.put(ADDRESS, body);
    }
}
