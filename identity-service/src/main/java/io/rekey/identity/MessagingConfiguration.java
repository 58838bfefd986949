package io.rekey.identity;

import io.rekey.events.device.DeviceEvent;
import io.rekey.events.identity.IdentityEvent;
import io.rekey.events.mfa.MfaEvent;
import io.rekey.events.notification.NotificationEvent;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.user.Users;
import io.rekey.messaging.consuming.Subscription;
import io.rekey.messaging.event.EventTopic;
import io.rekey.messaging.outbox.Outbox;
import io.rekey.messaging.outbox.OutboxCollection;
import io.rekey.messaging.outbox.OutboxFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What identity-service says, and to whom it listens. */
@Configuration(proxyBeanMethods = false)
class MessagingConfiguration {

    private static final String GROUP = "identity-service";

    @Bean
    EventTopic<IdentityEvent> identityEvents() {
        return new EventTopic<>(
                IdentityEvent.TOPIC,
                IdentityEvent.NAMESPACE,
                IdentityEvent.SOURCE,
                IdentityEvent.class,
                IdentityEvent::userId);
    }

    @Bean
    Outbox<IdentityEvent> identityOutbox(OutboxFactory outboxes, EventTopic<IdentityEvent> identityEvents) {
        return outboxes.outbox(identityEvents);
    }

    @Bean
    OutboxCollection usersOutbox() {
        return new OutboxCollection(Users.COLLECTION);
    }

    @Bean
    OutboxCollection plansOutbox() {
        return new OutboxCollection("reset_plans");
    }

    @Bean
    OutboxCollection organizationsOutbox() {
        return new OutboxCollection(Organizations.COLLECTION);
    }

    @Bean
    Subscription<IdentityEvent> ownEvents(EventTopic<IdentityEvent> identityEvents) {
        return new Subscription<>(identityEvents, GROUP);
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

    @Bean
    Subscription<NotificationEvent> notificationEvents() {
        return new Subscription<>(
                new EventTopic<>(
                        NotificationEvent.TOPIC,
                        NotificationEvent.NAMESPACE,
                        NotificationEvent.SOURCE,
                        NotificationEvent.class,
                        NotificationEvent::userId),
                GROUP);
    }
}
