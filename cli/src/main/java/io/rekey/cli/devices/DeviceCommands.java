package io.rekey.cli.devices;

import io.rekey.cli.connection.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code devices}. */
public final class DeviceCommands {

    private DeviceCommands() {}

    public static CommandLine devices(Session session) {
        return new CommandLine(new Group())
                .addSubcommand(new ListDevices(session))
                .addSubcommand(new RevokeDevices(session));
    }

    @Command(name = "devices", description = "Look at a user's trusted devices, and revoke them.")
    private static final class Group {}
}
