package io.rekey.cli.tfa;

import io.rekey.cli.connection.Address;
import io.rekey.cli.connection.Connection;
import io.rekey.cli.connection.Session;
import io.rekey.cli.option.SimpleDuration;
import io.rekey.cli.output.FailedException;
import io.rekey.cli.output.Json;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Break-glass: passwords alone sign in, on the whole platform, for a while. It is audited, alarmed and ends by itself. */
abstract class Suspension implements Runnable {

    private static final Address ADDRESS = Address.of("/api/v1/platform/two-factor-suspension");

    private final Session session;

    private Suspension(Session session) {
        this.session = session;
    }

    Connection connection() {
        return session.connection();
    }

    /** @param answer what the server said; it may have said nothing */
    void told(JsonNode answer, String sentence) {
        session.output().json(answer);
        session.output().print(sentence);
    }

    @Command(
            name = "tfa:disable",
            description = "Emergency: let everybody on the platform sign in with the password alone, for a while. It"
                    + " is audited, raises an alarm, and ends by itself. Needs the operator's key.")
    static final class Disable extends Suspension {

        @Option(
                names = "--reason",
                paramLabel = "<text>",
                required = true,
                description = "why; it stays in the records")
        private String reason = "";

        @Option(
                names = "--for",
                paramLabel = "<duration>",
                defaultValue = "1h",
                description = "how long, like 30m or 2h (default 1h)")
        private Duration lifetime = Duration.ofHours(1);

        Disable(Session session) {
            super(session);
        }

        @Override
        public void run() {
            if (reason.isBlank()) {
                throw FailedException.usage("--reason must say why: it is what an auditor reads later.");
            }
            String length = SimpleDuration.text(lifetime);
            JsonNode answer = connection()
                    .put(ADDRESS, Json.object().put("reason", reason).put("lifetime", length));
            told(
                    answer,
                    "Second factors are off on the whole platform for " + length
                            + ". Switch them on again as soon as you can: ./rekey tfa:enable");
        }
    }

    @Command(
            name = "tfa:enable",
            description = "End the emergency that tfa:disable began: second factors are asked for again at once."
                    + " Needs the operator's key.")
    static final class Enable extends Suspension {

        Enable(Session session) {
            super(session);
        }

        @Override
        public void run() {
            told(connection().delete(ADDRESS), "Second factors are asked for again.");
        }
    }
}
