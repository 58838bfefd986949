package io.rekey.cli.devices;

import io.rekey.cli.connection.Address;
import io.rekey.cli.output.FailedException;
import io.rekey.cli.output.Json;
import io.rekey.cli.output.Nearest;
import io.rekey.cli.users.KnownUser;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The trusted devices of one user. */
final class Devices {

    private final KnownUser user;

    Devices(KnownUser user) {
        this.user = user;
    }

    JsonNode all() {
        return user.connection().get(address());
    }

    /** Every one, also one that comes to be while this is under way. */
    JsonNode revokeAll() {
        return user.connection().delete(address());
    }

    /** @throws FailedException if the user has no such device, naming those there are */
    JsonNode revoke(String deviceId) {
        List<String> known = Json.rows(all().path("devices")).stream()
                .map(device -> Json.text(device, "deviceId"))
                .toList();
        if (!known.contains(deviceId)) {
            throw FailedException.notFound("there is no device " + deviceId + " of " + user.username() + "."
                    + Nearest.question(deviceId, known)
                    + (known.isEmpty() ? " There is none at all." : " Known are " + String.join(", ", known) + "."));
        }
        return user.connection().delete(Address.of(address().text(), deviceId));
    }

    private Address address() {
        return Address.of("/api/v1/users", user.userId(), "trusted-devices");
    }
}
