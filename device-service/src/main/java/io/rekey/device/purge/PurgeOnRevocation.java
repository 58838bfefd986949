package io.rekey.device.purge;

import io.rekey.device.token.DeviceId;
import io.rekey.device.trusteddevice.Epoch;
import io.rekey.device.trusteddevice.UserId;
import io.rekey.events.device.TrustedDevicesPurged;
import io.rekey.events.identity.DeviceRevoked;
import io.rekey.messaging.consuming.EventHandler;
import io.rekey.messaging.event.ReceivedEvent;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A revocation ends the trust in one device, or in all that are older than it. */
@Component
class PurgeOnRevocation implements EventHandler<DeviceRevoked> {

    private final AskIdentity identity;
    private final PurgeDevices purgeDevices;
    private final Clock clock;

    PurgeOnRevocation(AskIdentity identity, PurgeDevices purgeDevices, Clock clock) {
        this.identity = identity;
        this.purgeDevices = purgeDevices;
        this.clock = clock;
    }

    @Override
    public Class<DeviceRevoked> eventClass() {
        return DeviceRevoked.class;
    }

    @Override
    public void handle(ReceivedEvent<DeviceRevoked> received) {
        DeviceRevoked revocation = received.payload();
        UserId user = new UserId(revocation.userId());
        identity.requireReached(user, new Epoch(revocation.epoch()));
        purgeDevices.purge(
                user,
                purge(revocation),
                count -> new TrustedDevicesPurged(
                        revocation.revocationId(),
                        revocation.userId(),
                        revocation.organizationId(),
                        revocation.epoch(),
                        count,
                        clock.instant()));
    }

    private static Purge purge(DeviceRevoked revocation) {
        if (revocation.all()) {
            return new Purge.BelowEpoch(new Epoch(revocation.epoch()));
        }
        @Nullable String deviceId = revocation.deviceId();
        if (deviceId == null) {
            throw new IllegalArgumentException("a revocation names a device or means all");
        }
        return new Purge.OneDevice(new DeviceId(deviceId));
    }
}
