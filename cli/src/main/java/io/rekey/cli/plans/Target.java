package io.rekey.cli.plans;

import io.rekey.cli.output.Json;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Somebody in a plan. */
record Target(JsonNode json) {

    private static final Set<String> HIT = Set.of("WOULD_RESET", "ACCEPTED", "PENDING_APPROVAL");

    /** Whether this user would be or was reset. */
    boolean isHit() {
        return HIT.contains(outcome());
    }

    String outcome() {
        return Json.text(json, "outcome");
    }

    String detail() {
        return Json.text(json, "detail");
    }

    /** Empty before it was executed, and for whoever is not reset. */
    String resetId() {
        return Json.text(json, "resetId");
    }

    /** The name as people know it, or else what the file had. */
    String user() {
        return Stream.of("username", "user", "userId")
                .map(member -> Json.text(json, member))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
    }
}
