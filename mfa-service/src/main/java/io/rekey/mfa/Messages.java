package io.rekey.mfa;

import io.rekey.events.identity.IdentityEvent;
import io.rekey.events.mfa.MfaEvent;
import io.rekey.messaging.consuming.Subscription;
import io.rekey.messaging.event.EventTopic;
import io.rekey.messaging.outbox.Outbox;
import io.rekey.messaging.outbox.OutboxCollection;
import io.rekey.messaging.outbox.OutboxFactory;
import io.rekey.mfa.user.FactorsDocument;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this service says and hears: it owns {@code mfa.events} and listens to {@code identity.events}. */
@Configuration(proxyBeanMethods = false)
class Messages {

    @Bean
    EventTopic<MfaEvent> mfaEvents() {
        return new EventTopic<>(MfaEvent.TOPIC, MfaEvent.NAMESPACE, MfaEvent.SOURCE, MfaEvent.class, MfaEvent::userId);
    }

    @Bean
    Outbox<MfaEvent> outbox(OutboxFactory outboxes, EventTopic<MfaEvent> mfaEvents) {
        return outboxes.outbox(mfaEvents);
    }

    @Bean
    OutboxCollection factorsOutbox() {
        return new OutboxCollection(FactorsDocument.COLLECTION);
    }

    @Bean
    Subscription<IdentityEvent> identityEvents() {
        EventTopic<IdentityEvent> topic = new EventTopic<>(
                IdentityEvent.TOPIC,
                IdentityEvent.NAMESPACE,
                IdentityEvent.SOURCE,
                IdentityEvent.class,
                IdentityEvent::userId);
        return new Subscription<>(topic, "mfa-service");
    }
}
