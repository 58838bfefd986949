package io.rekey.device;

import io.rekey.device.trusteddevice.TrustedDevices;
import io.rekey.events.device.DeviceEvent;
import io.rekey.events.identity.IdentityEvent;
import io.rekey.messaging.consuming.Subscription;
import io.rekey.messaging.event.EventTopic;
import io.rekey.messaging.outbox.Outbox;
import io.rekey.messaging.outbox.OutboxCollection;
import io.rekey.messaging.outbox.OutboxFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this service says on Kafka, and to whom it listens. */
@Configuration(proxyBeanMethods = false)
class DeviceTopics {

    private static final String GROUP = "device-service";

    @Bean
    EventTopic<DeviceEvent> deviceEvents() {
        return new EventTopic<>(
                DeviceEvent.TOPIC, DeviceEvent.NAMESPACE, DeviceEvent.SOURCE, DeviceEvent.class, DeviceEvent::userId);
    }

    @Bean
    Outbox<DeviceEvent> deviceOutbox(OutboxFactory outboxes, EventTopic<DeviceEvent> deviceEvents) {
        return outboxes.outbox(deviceEvents);
    }

    @Bean
    OutboxCollection deviceOutboxes() {
        return new OutboxCollection(TrustedDevices.COLLECTION);
    }

    @Bean
    Subscription<IdentityEvent> identityEvents() {
        EventTopic<IdentityEvent> topic = new EventTopic<>(
                IdentityEvent.TOPIC,
                IdentityEvent.NAMESPACE,
                IdentityEvent.SOURCE,
                IdentityEvent.class,
                IdentityEvent::userId);
        return new Subscription<>(topic, GROUP);
    }
}
