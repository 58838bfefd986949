package io.rekey.device.purge;

import io.rekey.device.token.DeviceId;
import io.rekey.device.trusteddevice.Epoch;
import io.rekey.device.trusteddevice.StoredDevice;
import io.rekey.device.trusteddevice.TrustedDevice;
import io.rekey.device.trusteddevice.TrustedDevices;
import org.bson.Document;
import org.springframework.data.mongodb.core.query.Update;

/** What is to go. Said twice, for a device that was read and for the database, because the receipt has to count. */
sealed interface Purge {

    /** Whether a device goes. */
    boolean covers(TrustedDevice device);

    /** The write that removes those devices and no others. */
    Update update();

    /** Everything older than a reset or a revocation of all devices; whatever is newer stays, however late this comes. */
    record BelowEpoch(Epoch epoch) implements Purge {

        @Override
        public boolean covers(TrustedDevice device) {
            return device.epoch().isBelow(epoch);
        }

        @Override
        public Update update() {
            // Guard: purge compares epochs
            Document older = new Document(StoredDevice.EPOCH, new Document("$lt", epoch.value()));
            return new Update().pull(TrustedDevices.DEVICES, older).max(TrustedDevices.FENCE, epoch.value());
        }
    }

    /** One device, of whatever epoch. The fence stays where it is: the user's other devices are not meant. */
    record OneDevice(DeviceId id) implements Purge {

        @Override
        public boolean covers(TrustedDevice device) {
            return device.id().equals(id);
        }

        @Override
        public Update update() {
            // Guard: revocation removes one id only
            Document one = new Document(StoredDevice.ID, id.value());
            return new Update().pull(TrustedDevices.DEVICES, one);
        }
    }
}
