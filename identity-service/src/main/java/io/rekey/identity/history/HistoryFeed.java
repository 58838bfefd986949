package io.rekey.identity.history;

import io.rekey.events.device.DeviceEvent;
import io.rekey.events.identity.IdentityEvent;
import io.rekey.events.mfa.MfaEvent;
import io.rekey.events.notification.NotificationEvent;
import io.rekey.messaging.consuming.EventHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Hears everything that any service says of a user. */
@Configuration(proxyBeanMethods = false)
class HistoryFeed {

    private final RecordHistory history;

    HistoryFeed(RecordHistory history) {
        this.history = history;
    }

    @Bean
    EventHandler<IdentityEvent> recordIdentityEvent() {
        return EventHandler.of(IdentityEvent.class, received -> {
            IdentityEvent event = received.payload();
            history.record(received.id(), event.userId(), event.organizationId(), event.at(), (Record) event);
        });
    }

    @Bean
    EventHandler<MfaEvent> recordMfaEvent() {
        return EventHandler.of(MfaEvent.class, received -> {
            MfaEvent event = received.payload();
            history.record(received.id(), event.userId(), event.organizationId(), event.at(), (Record) event);
        });
    }

    @Bean
    EventHandler<DeviceEvent> recordDeviceEvent() {
        return EventHandler.of(DeviceEvent.class, received -> {
            DeviceEvent event = received.payload();
            history.record(received.id(), event.userId(), event.organizationId(), event.at(), (Record) event);
        });
    }

    @Bean
    EventHandler<NotificationEvent> recordNotificationEvent() {
        return EventHandler.of(NotificationEvent.class, received -> {
            NotificationEvent event = received.payload();
            history.record(received.id(), event.userId(), event.organizationId(), event.at(), (Record) event);
        });
    }
}
