package io.rekey.events.device;

import java.time.Instant;

/** What device-service did with trusted devices. Keyed by user id; the order of delivery means nothing, the epochs do. */
public sealed interface DeviceEvent permits TrustedDevicesPurged, DeviceTrusted, DeviceTheftSuspected {

    /** The topic that carries these events. */
    String TOPIC = "device.events";

    /** What the CloudEvents {@code type} of these events starts with; the event's name and its version follow. */
    String NAMESPACE = "io.rekey.device";

    /** The CloudEvents {@code source} of these events. */
    String SOURCE = "/device-service";

    /** The user whom the event is about; also the record's key. */
    String userId();

    /** The organization on whose behalf it happened. */
    String organizationId();

    /** When it happened, by the clock of the service that says so. */
    Instant at();
}
