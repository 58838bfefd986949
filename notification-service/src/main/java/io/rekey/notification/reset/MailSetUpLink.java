package io.rekey.notification.reset;

import io.rekey.events.Scope;
import io.rekey.events.identity.MfaResetRequested;
import io.rekey.messaging.consuming.EventHandler;
import io.rekey.messaging.event.ReceivedEvent;
import io.rekey.notification.mail.MailOrder;
import io.rekey.notification.mail.QueueMail;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * After a reset: mails the link to set up again. Says what the reset covers, unless identity-service says it better in the
 * ticket: a reset of one provider must not read as if everything were gone, and one of the backup codes alone not as if an
 * authenticator were.
 */
@Component
final class MailSetUpLink implements EventHandler<MfaResetRequested> {

    private static final Map<String, String> PRODUCTS = Map.of(
            "google",
            "Google Authenticator",
            "authy",
            "Authy",
            "duo_security",
            "Duo",
            "u2fkey",
            "security key",
            Scope.BACKUP_CODES,
            "backup codes");

    private final QueueMail mails;

    MailSetUpLink(QueueMail mails) {
        this.mails = mails;
    }

    @Override
    public Class<MfaResetRequested> eventClass() {
        return MfaResetRequested.class;
    }

    @Override
    public void handle(ReceivedEvent<MfaResetRequested> received) {
        mails.queue(order(received.id(), received.payload()));
    }

    static MailOrder order(String eventId, MfaResetRequested event) {
        MailOrder order = MailOrder.about(eventId, event.userId(), event.organizationId(), event.at())
                .template("reset")
                .cause(event.resetId())
                .epoch(event.epoch())
                .fact("what", products(event.providers()))
                .fact("why", event.reason());
        boolean codesOnly = event.providers().equals(List.of(Scope.BACKUP_CODES));
        return codesOnly ? order.fact("codesOnly", "true") : order;
    }

    /** A provider that is newer than this service is shown by its own name. */
    private static String products(List<String> providers) {
        return providers.stream()
                .map(provider -> PRODUCTS.getOrDefault(provider, provider))
                .collect(Collectors.joining(", "));
    }
}
