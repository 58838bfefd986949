package io.rekey.cli.plans;

import io.rekey.cli.connection.Address;
import io.rekey.cli.connection.Connection;
import io.rekey.cli.option.ResetOptions;
import io.rekey.cli.output.FailedException;
import io.rekey.cli.output.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The plans of an organization. */
final class Plans {

    private static final String PATH = "/api/v1/reset-plans";
    private static final int PAGE = 1_000;

    private final Connection connection;

    Plans(Connection connection) {
        this.connection = connection;
    }

    /** Plans a reset of everybody in the file; nobody is reset by it. */
    Plan make(byte[] csv, ResetOptions options, List<String> providers) {
        return new Plan(connection.postCsv(options.appendTo(Address.of(PATH), providers), csv));
    }

    /** @throws FailedException if there is no such plan that the caller may see */
    Plan find(String planId) {
        return new Plan(connection.get(Address.of(PATH, planId)));
    }

    /** The same, answered when it changes or the time is up. */
    Plan find(String planId, Duration wait) {
        return new Plan(connection.get(Address.of(PATH, planId).with("wait", wait.toSeconds() + "s")));
    }

    /** Everybody in the plan, with what would become or has become of them. */
    List<Target> targets(String planId) {
        List<Target> targets = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = connection.get(Address.of(PATH, planId, "targets")
                    .with("limit", PAGE)
                    .with("after", after.isEmpty() ? null : after));
            Json.rows(page.path("targets")).stream().map(Target::new).forEach(targets::add);
            after = Json.text(page, "next");
        } while (!after.isEmpty());
        return targets;
    }

    /** Executes exactly this plan; refused with the differences if the world has changed since. */
    void execute(String planId) {
        connection.post(Address.of(PATH, planId, "execution"));
    }

    void change(String planId, String change) {
        connection.post(Address.of(PATH, planId, change));
    }
}
