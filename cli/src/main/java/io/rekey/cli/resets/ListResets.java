package io.rekey.cli.resets;

import io.rekey.cli.connection.Session;
import io.rekey.cli.output.Json;
import io.rekey.cli.output.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** What is going on? */
@Command(name = "list", description = "List resets, newest first.")
final class ListResets implements Runnable {

    private final Session session;

    @Option(
            names = "--state",
            paramLabel = "<state>",
            description = "only those that are PENDING_APPROVAL, ACCEPTED, AWAITING_ENROLLMENT, COMPLETED, SUPERSEDED,"
                    + " EXPIRED or REFUSED")
    private @Nullable State state;

    @Option(
            names = "--limit",
            paramLabel = "<number>",
            defaultValue = "100",
            description = "at most so many (default 100)")
    private int limit;

    private enum State {
        PENDING_APPROVAL,
        ACCEPTED,
        AWAITING_ENROLLMENT,
        COMPLETED,
        SUPERSEDED,
        EXPIRED,
        REFUSED
    }

    ListResets(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        JsonNode page = new Resets(session.connection()).page(state == null ? null : state.name(), limit, "");
        Table table = Table.of("RESET", "STATE", "USER", "PROVIDERS", "ASKED BY", "ACCEPTED", "REASON");
        for (JsonNode reset : Json.rows(page.path("resets"))) {
            table.row(
                    Json.text(reset, "resetId"),
                    Json.text(reset, "state"),
                    Json.text(reset, "userId"),
                    Json.text(reset, "providers"),
                    Json.text(reset, "actor"),
                    Json.text(reset, "acceptedAt"),
                    Json.text(reset, "reason"));
        }
        session.output().json(page);
        session.output().print(table);
        if (table.isEmpty()) {
            session.output().note("There is none.");
        } else if (!Json.text(page, "next").isEmpty()) {
            session.output().note("There are more: ask for more with --limit, or for one --state only.");
        }
    }
}
