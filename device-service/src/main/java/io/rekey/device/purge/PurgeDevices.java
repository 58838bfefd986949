package io.rekey.device.purge;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.device.trusteddevice.DevicesOfUser;
import io.rekey.device.trusteddevice.StoredDevice;
import io.rekey.device.trusteddevice.TrustedDevices;
import io.rekey.device.trusteddevice.UserId;
import io.rekey.events.device.DeviceEvent;
import io.rekey.messaging.outbox.Outbox;
import java.util.List;
import java.util.function.IntFunction;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Removes devices, raises the fence and writes the receipt: one write (docs/protocol.md). It compares and never wipes, so
 * order and number of its calls mean nothing.
 */
@Component
class PurgeDevices {

    private static final String IDS = TrustedDevices.DEVICES + "." + StoredDevice.ID;
    private static final int TRIES = 10;

    private final TrustedDevices devices;
    private final MongoOperations mongo;
    private final Outbox<DeviceEvent> outbox;

    PurgeDevices(TrustedDevices devices, MongoOperations mongo, Outbox<DeviceEvent> outbox) {
        this.devices = devices;
        this.mongo = mongo;
        this.outbox = outbox;
    }

    /**
     * Purges and gives a receipt, also when there was nothing (any more) to purge: the receipt of the first time may have
     * been lost with the broker.
     *
     * @param receipt made from the number of devices removed
     * @throws OptimisticLockingFailureException if the user's devices keep changing meanwhile: to be tried again
     */
    void purge(UserId user, Purge purge, IntFunction<DeviceEvent> receipt) {
        for (int i = 0; i < TRIES; i++) {
            if (purgeUnchanged(devices.of(user), purge, receipt)) {
                outbox.nudge();
                return;
            }
        }
        throw new OptimisticLockingFailureException("devices keep changing");
    }

    /** The count in the receipt is right because the write only applies to the very devices that were counted. */
    private boolean purgeUnchanged(DevicesOfUser read, Purge purge, IntFunction<DeviceEvent> receipt) {
        int count = (int) read.devices().stream().filter(purge::covers).count();
        // Guard: effect and marker in one write
        // Guard: duplicate is receipted again
        Update update = outbox.append(purge.update(), receipt.apply(count));
        if (!read.devices().isEmpty()) {
            Query query =
                    TrustedDevices.byUser(read.user()).addCriteria(where(IDS).all(ids(read)));
            query.addCriteria(where(TrustedDevices.DEVICES).size(read.devices().size()));
            return mongo.updateFirst(query, update, TrustedDevices.COLLECTION).getMatchedCount() == 1;
        }
        return upsert(
                TrustedDevices.byUser(read.user())
                        .addCriteria(where(TrustedDevices.DEVICES + ".0").exists(false)),
                update);
    }

    private boolean upsert(Query query, Update update) {
        try {
            mongo.upsert(query, update, TrustedDevices.COLLECTION);
            return true;
        } catch (DuplicateKeyException e) {
            return false; // there are devices by now
        }
    }

    private static List<String> ids(DevicesOfUser read) {
        return read.devices().stream().map(device -> device.id().value()).toList();
    }
}
