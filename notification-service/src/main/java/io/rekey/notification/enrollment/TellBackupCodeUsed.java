package io.rekey.notification.enrollment;

import io.rekey.events.mfa.BackupCodeUsed;
import io.rekey.messaging.consuming.EventHandler;
import io.rekey.messaging.event.ReceivedEvent;
import io.rekey.notification.mail.MailOrder;
import io.rekey.notification.mail.QueueMail;
import org.springframework.stereotype.Component;

/** A backup code was spent: tells its owner, who may not have been the one. */
@Component
final class TellBackupCodeUsed implements EventHandler<BackupCodeUsed> {

    private final QueueMail mails;

    TellBackupCodeUsed(QueueMail mails) {
        this.mails = mails;
    }

    @Override
    public Class<BackupCodeUsed> eventClass() {
        return BackupCodeUsed.class;
    }

    @Override
    public void handle(ReceivedEvent<BackupCodeUsed> received) {
        BackupCodeUsed event = received.payload();
        mails.queue(MailOrder.about(received.id(), event.userId(), event.organizationId(), event.at())
                .template("backup-code-used")
                .epoch(event.epoch())
                .fact("left", Integer.toString(event.left())));
    }
}
