package io.rekey.cli.resets;

import io.rekey.cli.connection.Address;
import io.rekey.cli.connection.Connection;
import io.rekey.cli.output.FailedException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The resets of an organization. */
public final class Resets {

    private static final String PATH = "/api/v1/resets";

    private final Connection connection;

    public Resets(Connection connection) {
        this.connection = connection;
    }

    /**
     * Asks for the reset of one user.
     *
     * @return the verdict on it: {@code outcome}, {@code detail}, {@code resetId}
     * @throws FailedException if it is refused outright
     */
    public JsonNode request(JsonNode order) {
        return connection.post(Address.of(PATH), order).path("resets").path(0);
    }

    /** @throws FailedException if there is no such reset that the caller may see */
    public Reset find(String resetId) {
        return new Reset(connection.get(Address.of(PATH, resetId)));
    }

    /** The same, answered when it changes or the time is up; the server waits 30 s at most. */
    Reset find(String resetId, Duration wait) {
        return new Reset(connection.get(Address.of(PATH, resetId).with("wait", wait.toSeconds() + "s")));
    }

    /** Newest first, with the mark of the next page. */
    JsonNode page(@Nullable String state, int limit, String after) {
        return connection.get(Address.of(PATH)
                .with("state", state)
                .with("limit", limit)
                .with("after", after.isEmpty() ? null : after));
    }
}
