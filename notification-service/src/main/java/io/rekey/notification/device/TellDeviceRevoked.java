package io.rekey.notification.device;

import io.rekey.events.identity.DeviceRevoked;
import io.rekey.messaging.consuming.EventHandler;
import io.rekey.messaging.event.ReceivedEvent;
import io.rekey.notification.mail.MailOrder;
import io.rekey.notification.mail.QueueMail;
import org.springframework.stereotype.Component;

/** One trusted device or all were revoked: tells their owner. */
@Component
final class TellDeviceRevoked implements EventHandler<DeviceRevoked> {

    private final QueueMail mails;

    TellDeviceRevoked(QueueMail mails) {
        this.mails = mails;
    }

    @Override
    public Class<DeviceRevoked> eventClass() {
        return DeviceRevoked.class;
    }

    @Override
    public void handle(ReceivedEvent<DeviceRevoked> received) {
        DeviceRevoked event = received.payload();
        mails.queue(MailOrder.about(received.id(), event.userId(), event.organizationId(), event.at())
                .template("device-revoked")
                .cause(event.revocationId())
                .epoch(event.epoch())
                .fact("all", Boolean.toString(event.all())));
    }
}
