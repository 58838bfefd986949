package io.rekey.cli.option;

import io.rekey.cli.connection.Address;
import io.rekey.cli.output.FailedException;
import io.rekey.cli.output.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Why a reset is made and how far it reaches. */
public final class ResetOptions {

    @Option(names = "--reason", paramLabel = "<text>", required = true, description = "why; it stays in the records")
    private String reason = "";

    @Option(names = "--ticket", paramLabel = "<ticket>", description = "where the request was made, for example HD-1")
    private @Nullable String ticket;

    @Option(
            names = "--level",
            paramLabel = "<level>",
            description = "which enrollments: user (personal, the default), organization or both")
    private @Nullable Level level;

    private enum Level {
        USER,
        ORGANIZATION,
        BOTH
    }

    /** @throws FailedException if there is no word of a reason */
    public void check() {
        if (reason.isBlank()) {
            throw FailedException.usage("--reason must say why: it is what an auditor reads later.");
        }
    }

    /**
     * The body that asks for a reset.
     *
     * @param providers none means all
     */
    public ObjectNode order(String userId, List<String> providers) {
        ObjectNode order = Json.object();
        order.putArray("userIds").add(userId);
        if (!providers.isEmpty()) {
            providers.forEach(order.putArray("providers")::add);
        }
        if (level != null) {
            order.put("level", level.name());
        }
        order.put("reason", reason);
        if (ticket != null) {
            order.put("ticket", ticket);
        }
        return order;
    }

    /** The same as parameters, where the body is a file. */
    public Address appendTo(Address address, List<String> providers) {
        return address.with("reason", reason)
                .with("ticket", ticket)
                .with("providers", providers.isEmpty() ? null : String.join(",", providers))
                .with("level", level == null ? null : level.name());
    }
}
