package io.rekey.cli.users;

import io.rekey.cli.connection.Address;
import io.rekey.cli.connection.Connection;
import io.rekey.cli.output.ExitCode;
import io.rekey.cli.output.FailedException;
import io.rekey.cli.output.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The users of an organization, as the caller may see them. */
public final class Users {

    private static final String PATH = "/api/v1/users";
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 50;

    private final Connection connection;

    public Users(Connection connection) {
        this.connection = connection;
    }

    /**
     * The user of exactly this name, whatever the case. An operator finds users of all organizations.
     *
     * @throws FailedException if there is none, naming those that may be meant
     */
    public KnownUser require(String username) {
        return (connection.isOperatorAtLarge() ? anywhere(username) : here(username))
                .orElseThrow(() -> FailedException.notFound("there is no user " + username + where() + "."
                        + new SimilarUsers(connection).question(username)));
    }

    /** Those whose username, e-mail address or name begins so, with the mark of the next page. */
    JsonNode page(String query, int limit, String after) {
        return connection.get(Address.of(PATH)
                .with("query", query)
                .with("limit", limit)
                .with("after", after.isEmpty() ? null : after));
    }

    /** A sentence with a blank before it about who may approve what this caller asked for. */
    public String whoMayApprove() {
        List<String> approvers = approvers();
        return " Somebody with the permission reset:approve must approve it"
                + (approvers.isEmpty() ? "." : ": " + String.join(", ", approvers) + ".")
                + " Nobody approves what they asked for, or what is about themselves.";
    }

    private List<String> approvers() {
        try {
            return Stream.of("ADMINISTRATOR", "SUPPORT")
                    .map(role ->
                            connection.get(Address.of(PATH).with("role", role).with("limit", PAGE)))
                    .flatMap(page -> Json.rows(page.path("users")).stream())
                    .filter(Users::mayApprove)
                    .map(user -> Json.text(user, "username"))
                    .toList();
        } catch (FailedException e) {
            return List.of(); // names are a help, and no part of the answer
        }
    }

    private static boolean mayApprove(JsonNode user) {
        return Json.rows(user.path("permissions")).stream()
                        .anyMatch(permission -> permission.asString("").equals("reset:approve"))
                || Json.rows(user.path("roles")).stream()
                        .anyMatch(role -> role.asString("").equals("ADMINISTRATOR"));
    }

    private Optional<KnownUser> anywhere(String username) {
        try {
            JsonNode found = connection.get(Address.of("/api/v1/platform/users").with("username", username));
            return Optional.of(new KnownUser(
                    Json.text(found, "userId"),
                    Json.text(found, "username"),
                    connection.in(Json.text(found, "organizationId"))));
        } catch (FailedException e) {
            if (e.is(ExitCode.NOT_FOUND)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<KnownUser> here(String username) {
        String after = "";
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            JsonNode page = page(username, PAGE, after);
            Optional<KnownUser> user = exactly(username, page);
            after = Json.text(page, "next");
            if (user.isPresent() || after.isEmpty()) {
                return user;
            }
        }
        return Optional.empty();
    }

    private Optional<KnownUser> exactly(String username, JsonNode page) {
        return Json.rows(page.path("users")).stream()
                .filter(user -> Json.text(user, "username").equalsIgnoreCase(username))
                .findFirst()
                .map(user -> new KnownUser(Json.text(user, "userId"), Json.text(user, "username"), connection));
    }

    private String where() {
        return connection
                .organization()
                .map(organization -> " in " + organization)
                .orElse(connection.isOperatorAtLarge() ? "" : " in this client's organization");
    }
}
