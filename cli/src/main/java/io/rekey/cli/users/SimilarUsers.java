package io.rekey.cli.users;

import io.rekey.cli.connection.Address;
import io.rekey.cli.connection.Connection;
import io.rekey.cli.output.FailedException;
import io.rekey.cli.output.Json;
import io.rekey.cli.output.Nearest;
import java.util.List;
import java.util.stream.Stream;

/** Looks for users whom somebody may have meant by a name that nobody has. */
final class SimilarUsers {

    private static final int PAGE = 100;
    private static final int MOST_ORGANIZATIONS = 20;

    private final Connection connection;

    SimilarUsers(Connection connection) {
        this.connection = connection;
    }

    /** A question with a blank before it, or nothing: a failure to help must not hide the failure itself. */
    String question(String username) {
        try {
            return Nearest.question(
                    username,
                    beginnings(username)
                            .flatMap(beginning -> usernames(beginning).stream())
                            .toList());
        } catch (FailedException e) {
            return "";
        }
    }

    /** A slip of the pen is seldom in the first letters; and if it is, then not in the first alone. */
    private static Stream<String> beginnings(String username) {
        return Stream.of(username.length() / 2, 1)
                .filter(length -> length > 0 && length <= username.length())
                .distinct()
                .map(length -> username.substring(0, length));
    }

    private List<String> usernames(String beginning) {
        return organizations().stream()
                .map(organization -> new Users(organization).page(beginning, PAGE, ""))
                .flatMap(page -> Json.rows(page.path("users")).stream())
                .map(user -> Json.text(user, "username"))
                .toList();
    }

    private List<Connection> organizations() {
        return connection.isOperatorAtLarge()
                ? Json.rows(connection.get(Address.of("/api/v1/organizations")).path("organizations")).stream()
                        .limit(MOST_ORGANIZATIONS)
                        .map(organization -> connection.in(Json.text(organization, "organizationId")))
                        .toList()
                : List.of(connection);
    }
}
