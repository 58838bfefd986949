package io.rekey.notification.mail;

import io.rekey.events.notification.MailFailed;
import io.rekey.events.notification.MailHandedOver;
import io.rekey.events.notification.MailSuperseded;
import io.rekey.events.notification.NotificationEvent;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * One mail, from the event that asked for it to what became of it. Neither address nor link is ever part of it.
 *
 * <pre>
 *          ┌─ try again later ─┐
 *          ▼                   │
 *        QUEUED ───────────────┘
 *          ├─▶ HANDED_OVER   the mail server took it
 *          ├─▶ SUPERSEDED    identity-service refused the ticket, or its time is over: what it says is no longer true
 *          └─▶ FAILED        the mail server refused it for good
 * </pre>
 *
 * <p>Each arrow out of QUEUED is one write together with its receipt. While somebody works on a mail, {@code claim} names the
 * attempt and {@code nextAttemptAt} is the end of its lease: a dead instance's mails come due again by themselves.
 *
 * @param id the shard key of the collection, so every write names it
 * @param userId who gets it
 * @param byId see {@link MailOrder}; also absent in mails from before it was
 * @param notAfter see {@link MailOrder}; also absent in mails from before it was
 * @param attempts finished conversations with the mail server, or failed tries to have one
 * @param finalAt when the mail left QUEUED
 * @param reply why the mail server refused it: shortened and without address
 */
@Document(Mails.COLLECTION)
@TypeAlias("mail")
record Mail(
        @Id String id,
        State state,
        String template,
        String causeId,
        String userId,
        String organizationId,
        long epoch,
        int generation,
        Instant happenedAt,
        Map<String, String> facts,
        int attempts,
        Instant nextAttemptAt,
        @Nullable String claim,
        @Nullable Instant finalAt,
        @Nullable String reply,
        @Nullable String byId,
        @Nullable Instant notAfter) {

    enum State {
        QUEUED,
        HANDED_OVER,
        SUPERSEDED,
        FAILED
    }

    static Mail queued(MailOrder order, Instant now) {
        return new Mail(
                order.mailId(),
                State.QUEUED,
                order.template(),
                order.causeId(),
                order.recipientId(),
                order.occasion().organizationId(),
                order.epoch(),
                order.generation(),
                order.occasion().happenedAt(),
                order.facts(),
                0,
                now,
                null,
                null,
                null,
                order.byId(),
                order.notAfter());
    }

    /** Whether it is too late to send it. */
    boolean isOver(Instant now) {
        return notAfter != null && !now.isBefore(notAfter);
    }

    MailHandedOver handedOver(int attempts, Instant at) {
        return new MailHandedOver(
                id, template, causeId, userId, organizationId, epoch, generation, Math.max(1, attempts), at);
    }

    MailSuperseded superseded(Instant at) {
        return new MailSuperseded(id, template, causeId, userId, organizationId, epoch, generation, at);
    }

    MailFailed failed(int attempts, String reply, Instant at) {
        return new MailFailed(
                id, template, causeId, userId, organizationId, epoch, generation, Math.max(1, attempts), reply, at);
    }

    /** The receipt of a mail that is final, saying the same as the first time; empty for one that is not. */
    Optional<NotificationEvent> receipt() {
        Instant at = Objects.requireNonNullElse(finalAt, nextAttemptAt);
        return switch (state) {
            case QUEUED -> Optional.empty();
            case HANDED_OVER -> Optional.of(handedOver(attempts, at));
            case SUPERSEDED -> Optional.of(superseded(at));
            case FAILED -> Optional.of(failed(attempts, Objects.requireNonNullElse(reply, ""), at));
        };
    }
}
