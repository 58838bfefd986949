package io.rekey.cli.tfa;

import io.rekey.cli.connection.Address;
import io.rekey.cli.connection.Connection;
import io.rekey.cli.output.FailedException;
import io.rekey.cli.output.Json;
import io.rekey.cli.output.Nearest;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What a user can pick as a second factor. */
public final class Providers {

    private static final String ALL = "all";

    private final JsonNode answer;

    public Providers(Connection connection) {
        this.answer = connection.get(Address.of("/api/v1/providers"));
    }

    JsonNode json() {
        return answer;
    }

    List<JsonNode> rows() {
        return Json.rows(answer.path("providers"));
    }

    /**
     * The provider of that name; none for {@code all}, as the API has it.
     *
     * @throws FailedException if there is no such provider, naming those there are
     */
    List<String> select(String name) {
        if (name.equals(ALL)) {
            return List.of();
        }
        require(List.of(name));
        return List.of(name);
    }

    /** @throws FailedException if one of them is no provider, naming those there are */
    public void require(List<String> names) {
        List<String> known =
                rows().stream().map(provider -> Json.text(provider, "name")).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw FailedException.notFound("there is no provider " + name + "." + Nearest.question(name, known)
                        + " Known are " + String.join(", ", known) + ".");
            }
        }
    }
}
