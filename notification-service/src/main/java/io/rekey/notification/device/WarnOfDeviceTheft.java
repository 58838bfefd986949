package io.rekey.notification.device;

import io.rekey.events.device.DeviceTheftSuspected;
import io.rekey.messaging.consuming.EventHandler;
import io.rekey.messaging.event.ReceivedEvent;
import io.rekey.notification.mail.MailOrder;
import io.rekey.notification.mail.QueueMail;
import org.springframework.stereotype.Component;

/** A device token came back after it had been replaced: warns the owner of the device. */
@Component
final class WarnOfDeviceTheft implements EventHandler<DeviceTheftSuspected> {

    private final QueueMail mails;

    WarnOfDeviceTheft(QueueMail mails) {
        this.mails = mails;
    }

    @Override
    public Class<DeviceTheftSuspected> eventClass() {
        return DeviceTheftSuspected.class;
    }

    @Override
    public void handle(ReceivedEvent<DeviceTheftSuspected> received) {
        DeviceTheftSuspected event = received.payload();
        mails.queue(MailOrder.about(received.id(), event.userId(), event.organizationId(), event.at())
                .template("device-theft"));
    }
}
