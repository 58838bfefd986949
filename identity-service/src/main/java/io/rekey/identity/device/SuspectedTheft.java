package io.rekey.identity.device;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.device.DeviceTheftSuspected;
import io.rekey.identity.user.RevokedDevice;
import io.rekey.identity.user.Users;
import io.rekey.messaging.consuming.EventHandler;
import io.rekey.messaging.event.ReceivedEvent;
import java.time.Duration;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** Fences a device whose token was used twice: sessions that it vouched for end, whoever holds them. */
@Component
class SuspectedTheft implements EventHandler<DeviceTheftSuspected> {

    private static final Duration KEPT = Duration.ofDays(31);
    private final Users users;

    SuspectedTheft(Users users) {
        this.users = users;
    }

    @Override
    public Class<DeviceTheftSuspected> eventClass() {
        return DeviceTheftSuspected.class;
    }

    @Override
    public void handle(ReceivedEvent<DeviceTheftSuspected> received) {
        DeviceTheftSuspected theft = received.payload();
        RevokedDevice revoked = new RevokedDevice(theft.deviceId(), theft.at().plus(KEPT));
        users.update(
                where("_id").is(theft.userId()).and("revokedDevices._id").ne(theft.deviceId()),
                new Update().push("revokedDevices", revoked));
    }
}
