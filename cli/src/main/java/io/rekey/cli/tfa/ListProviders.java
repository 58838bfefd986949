package io.rekey.cli.tfa;

import io.rekey.cli.connection.Session;
import io.rekey.cli.output.Json;
import io.rekey.cli.output.Table;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** Which ones are there? */
@Command(
        name = "tfa:providers",
        description = "List the providers of second factors: offered for set-up, allowed and forced by policy.")
final class ListProviders implements Runnable {

    private final Session session;

    ListProviders(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        Providers providers = new Providers(session.connection());
        Table table = Table.of("PROVIDER", "OFFERED", "ALLOWED", "FORCED");
        for (JsonNode provider : providers.rows()) {
            table.row(
                    Json.text(provider, "name"),
                    yes(provider.path("offered")),
                    yes(provider.path("allowed")),
                    yes(provider.path("forced")));
        }
        session.output().json(providers.json());
        session.output().print(table);
    }

    private static String yes(JsonNode value) {
        return value.asBoolean(false) ? "yes" : "no";
    }
}
