package io.rekey.cli.users;

import io.rekey.cli.connection.Session;
import io.rekey.cli.output.FailedException;
import io.rekey.cli.output.Json;
import io.rekey.cli.output.Table;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Who is meant? */
@Command(name = "find", description = "Find users by the beginning of their username, e-mail address or name.")
final class FindUsers implements Runnable {

    private final Session session;

    @Parameters(paramLabel = "<text>", description = "at least one letter of it")
    private String text = "";

    @Option(
            names = "--limit",
            paramLabel = "<number>",
            defaultValue = "100",
            description = "at most so many (default 100)")
    private int limit;

    FindUsers(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        JsonNode page = new Users(session.connection()).page(text, limit, "");
        List<JsonNode> users = Json.rows(page.path("users"));
        session.output().json(page);
        if (users.isEmpty()) {
            throw FailedException.notFound("no user's username, e-mail address or name begins with " + text + ".");
        }
        session.output().print(table(users));
        if (!Json.text(page, "next").isEmpty()) {
            session.output().note("There are more: type more of the name, or ask for more with --limit.");
        }
    }

    private static Table table(List<JsonNode> users) {
        Table table = Table.of("USERNAME", "NAME", "E-MAIL", "ROLES", "STATUS", "AUTHENTICATORS", "ID");
        for (JsonNode user : users) {
            table.row(
                    Json.text(user, "username"),
                    Json.text(user, "displayName"),
                    Json.text(user, "email"),
                    Json.text(user, "roles"),
                    Json.text(user, "status"),
                    Json.rows(user.path("authenticators")).stream()
                            .map(authenticator -> Json.text(authenticator, "provider"))
                            .collect(Collectors.joining(", ")),
                    Json.text(user, "userId"));
        }
        return table;
    }
}
