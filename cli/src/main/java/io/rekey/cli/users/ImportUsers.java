package io.rekey.cli.users;

import io.rekey.cli.connection.Address;
import io.rekey.cli.connection.Session;
import io.rekey.cli.output.ExitCode;
import io.rekey.cli.output.FailedException;
import io.rekey.cli.output.Json;
import io.rekey.cli.output.Table;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Many people at once; those who are there already are left alone, so that a file may be sent again. */
@Command(name = "import", description = "Invite everybody in a file: username,email,name and, if wanted, role.")
final class ImportUsers implements Runnable {

    private final Session session;

    @Parameters(
            paramLabel = "<file.csv>",
            description = "the file; its first line names the columns; - reads standard input")
    private String file = "";

    ImportUsers(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        byte[] csv = InputFile.read(file, session.surroundings());
        JsonNode imported = session.connection().postCsv(Address.of("/api/v1/users/import"), csv);
        List<JsonNode> errors = Json.rows(imported.path("errors"));
        session.output().json(imported);
        session.output()
                .print(Json.text(imported, "invited") + " invited, " + Json.text(imported, "alreadyThere")
                        + " already there, " + errors.size() + " wrong");
        Table table = Table.of("LINE", "ERROR");
        errors.forEach(error -> table.row(Json.text(error, "line"), Json.text(error, "error")));
        session.output().print(table);
        if (!errors.isEmpty()) {
            throw FailedException.of(
                    ExitCode.REFUSED, "not every line was good: correct those, and send the file again.");
        }
    }
}
