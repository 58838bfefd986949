package io.rekey.notification.reset;

import io.rekey.events.identity.SetUpLinkReissued;
import io.rekey.messaging.consuming.EventHandler;
import io.rekey.messaging.event.ReceivedEvent;
import io.rekey.notification.mail.MailOrder;
import io.rekey.notification.mail.QueueMail;
import org.springframework.stereotype.Component;

/** A link was issued anew: mails it; the mail of the generation before is superseded by its ticket. */
@Component
final class MailLinkAgain implements EventHandler<SetUpLinkReissued> {

    /** The epoch of an invitation; resets begin above it. */
    private static final long INVITATION = 1;

    private final QueueMail mails;

    MailLinkAgain(QueueMail mails) {
        this.mails = mails;
    }

    @Override
    public Class<SetUpLinkReissued> eventClass() {
        return SetUpLinkReissued.class;
    }

    @Override
    public void handle(ReceivedEvent<SetUpLinkReissued> received) {
        SetUpLinkReissued event = received.payload();
        mails.queue(MailOrder.about(received.id(), event.userId(), event.organizationId(), event.at())
                .template(event.epoch() == INVITATION ? "invitation" : "link-reissued")
                .cause(event.resetId())
                .epoch(event.epoch())
                .generation(event.generation()));
    }
}
