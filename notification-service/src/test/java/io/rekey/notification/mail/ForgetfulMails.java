package io.rekey.notification.mail;

import io.rekey.events.notification.NotificationEvent;
import io.rekey.messaging.outbox.Outbox;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.data.mongodb.core.MongoOperations;

/** Dies once, for chosen users, where it hurts most: after the mail server took the mail and before that is written down. */
public class ForgetfulMails extends Mails {

    private final Set<String> forgetting = ConcurrentHashMap.newKeySet();

    public ForgetfulMails(MongoOperations mongo, Outbox<NotificationEvent> outbox) {
        super(mongo, outbox);
    }

    public void forgetOnce(String userId) {
        forgetting.add(userId);
    }

    @Override
    boolean markHandedOver(Mail mail, Instant now) {
        if (forgetting.remove(mail.userId())) {
            throw new DataAccessResourceFailureException("killed between 250 and the mark");
        }
        return super.markHandedOver(mail, now);
    }
}
