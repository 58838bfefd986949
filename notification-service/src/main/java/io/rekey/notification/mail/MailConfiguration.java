package io.rekey.notification.mail;

import io.rekey.events.notification.NotificationEvent;
import io.rekey.messaging.outbox.Outbox;
import io.rekey.messaging.outbox.OutboxCollection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

/** The collection of mails and its outbox. */
@Configuration(proxyBeanMethods = false)
class MailConfiguration {

    @Bean
    Mails mails(MongoOperations mongo, Outbox<NotificationEvent> outbox) {
        return new Mails(mongo, outbox);
    }

    @Bean
    OutboxCollection mailOutbox() {
        return new OutboxCollection(Mails.COLLECTION);
    }
}
