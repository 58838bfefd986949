package io.rekey.cli.devices;

import io.rekey.cli.connection.Session;
import io.rekey.cli.users.KnownUser;
import io.rekey.cli.users.Users;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The stolen laptop. */
@Command(
        name = "revoke",
        description = "Revoke one trusted device of a user, or all: it must give a second factor at its next sign-in.")
final class RevokeDevices implements Runnable {

    private static final String ALL = "all";

    private final Session session;

    @Parameters(index = "0", paramLabel = "<username>", description = "exactly as the user signs in")
    private String username = "";

    @Parameters(index = "1", paramLabel = "<deviceId|all>", description = "see devices list")
    private String device = "";

    RevokeDevices(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        KnownUser user = new Users(session.connection()).require(username);
        Devices devices = new Devices(user);
        boolean all = device.equals(ALL);
        JsonNode answer = all ? devices.revokeAll() : devices.revoke(device);
        session.output().json(answer);
        session.output()
                .print(user.username() + ": "
                        + (all ? "all trusted devices are revoked." : "the device " + device + " is revoked."));
    }
}
