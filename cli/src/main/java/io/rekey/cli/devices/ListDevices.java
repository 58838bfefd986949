package io.rekey.cli.devices;

import io.rekey.cli.connection.Session;
import io.rekey.cli.output.Json;
import io.rekey.cli.output.Table;
import io.rekey.cli.users.Users;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** From where does somebody sign in without a second factor? */
@Command(name = "list", description = "List the browsers that may skip a user's second factor.")
final class ListDevices implements Runnable {

    private final Session session;

    @Parameters(paramLabel = "<username>", description = "exactly as the user signs in")
    private String username = "";

    ListDevices(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        JsonNode devices = new Devices(new Users(session.connection()).require(username)).all();
        Table table = Table.of("DEVICE", "SYSTEM", "BROWSER", "LAST IP", "LAST USED", "EXPIRES", "PROVIDER");
        for (JsonNode device : Json.rows(devices.path("devices"))) {
            table.row(
                    Json.text(device, "deviceId"),
                    Json.text(device, "operatingSystem"),
                    Json.text(device, "browser"),
                    Json.text(device, "lastIp"),
                    Json.text(device, "lastUsedAt"),
                    Json.text(device, "expiresAt"),
                    Json.text(device, "provider"));
        }
        session.output().json(devices);
        session.output().print(table);
        if (table.isEmpty()) {
            session.output().note("There is none.");
        }
    }
}
