package io.rekey.notification;

import io.rekey.events.device.DeviceEvent;
import io.rekey.events.identity.IdentityEvent;
import io.rekey.events.mfa.MfaEvent;
import io.rekey.events.notification.NotificationEvent;
import io.rekey.messaging.consuming.Subscription;
import io.rekey.messaging.event.EventTopic;
import io.rekey.messaging.outbox.Outbox;
import io.rekey.messaging.outbox.OutboxFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this service reads and what it writes. */
@Configuration(proxyBeanMethods = false)
class NotificationTopics {

    private static final String GROUP = "notification-service";

    @Bean
    EventTopic<NotificationEvent> notificationEvents() {
        return new EventTopic<>(
                NotificationEvent.TOPIC,
                NotificationEvent.NAMESPACE,
                NotificationEvent.SOURCE,
                NotificationEvent.class,
                NotificationEvent::userId);
    }

    @Bean
    Outbox<NotificationEvent> notificationOutbox(OutboxFactory outboxes, EventTopic<NotificationEvent> topic) {
        return outboxes.outbox(topic);
    }

    @Bean
    Subscription<IdentityEvent> identityEvents() {
        return new Subscription<>(
                new EventTopic<>(
                        IdentityEvent.TOPIC,
                        IdentityEvent.NAMESPACE,
                        IdentityEvent.SOURCE,
                        IdentityEvent.class,
                        IdentityEvent::userId),
                GROUP);
    }

    @Bean
    Subscription<MfaEvent> mfaEvents() {
        return new Subscription<>(
                new EventTopic<>(MfaEvent.TOPIC, MfaEvent.NAMESPACE, MfaEvent.SOURCE, MfaEvent.class, MfaEvent::userId),
                GROUP);
    }

    @Bean
    Subscription<DeviceEvent> deviceEvents() {
        return new Subscription<>(
                new EventTopic<>(
                        DeviceEvent.TOPIC,
                        DeviceEvent.NAMESPACE,
                        DeviceEvent.SOURCE,
                        DeviceEvent.class,
                        DeviceEvent::userId),
                GROUP);
    }
}
