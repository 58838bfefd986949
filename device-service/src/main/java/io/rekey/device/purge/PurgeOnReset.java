package io.rekey.device.purge;

import io.rekey.device.trusteddevice.Epoch;
import io.rekey.device.trusteddevice.UserId;
import io.rekey.events.device.TrustedDevicesPurged;
import io.rekey.events.identity.MfaResetRequested;
import io.rekey.messaging.consuming.EventHandler;
import io.rekey.messaging.event.ReceivedEvent;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Any reset, of whatever scope, ends the trust in every device of the user that is older. */
@Component
class PurgeOnReset implements EventHandler<MfaResetRequested> {

    private final AskIdentity identity;
    private final PurgeDevices purgeDevices;
    private final Clock clock;

    PurgeOnReset(AskIdentity identity, PurgeDevices purgeDevices, Clock clock) {
        this.identity = identity;
        this.purgeDevices = purgeDevices;
        this.clock = clock;
    }

    @Override
    public Class<MfaResetRequested> eventClass() {
        return MfaResetRequested.class;
    }

    @Override
    public void handle(ReceivedEvent<MfaResetRequested> received) {
        MfaResetRequested reset = received.payload();
        UserId user = new UserId(reset.userId());
        identity.requireReached(user, new Epoch(reset.epoch()));
        purgeDevices.purge(
                user,
                new Purge.BelowEpoch(new Epoch(reset.epoch())),
                count -> new TrustedDevicesPurged(
                        reset.resetId(),
                        reset.userId(),
                        reset.organizationId(),
                        reset.epoch(),
                        count,
                        clock.instant()));
    }
}
