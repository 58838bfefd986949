package io.rekey.notification.mail;

import io.rekey.events.Actor;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an event asks for: one mail to one user. It names no address, no person and no link; all three come from
 * identity-service when the mail is handed over (R71).
 *
 * @param template the folder under {@code resources/mail}
 * @param causeId what the receipt will name: the reset, revocation or plan, else the event
 * @param to one of several who each get a mail about the event; null if it goes to the event's own user
 * @param byId the user who may be named as the one behind the event, if identity-service gives the name
 * @param epoch the epoch that the mail is about, 0 if the event has none
 * @param generation of the link, 0 for the first
 * @param notAfter when the mail has lost its purpose: it is superseded if it was not sent by then
 * @param facts short texts from the event that the template may show; nothing secret
 */
public record MailOrder(
        Occasion occasion,
        String template,
        String causeId,
        @Nullable String to,
        @Nullable String byId,
        long epoch,
        int generation,
        @Nullable Instant notAfter,
        Map<String, String> facts) {

    public MailOrder {
        facts = Map.copyOf(facts);
    }

    /**
     * The event that asks; a repeated delivery of it orders the same mail.
     *
     * @param userId whom the event is about
     */
    public record Occasion(String eventId, String userId, String organizationId, Instant happenedAt) {}

    /** An order that still needs its template. Its cause is the event itself until another is named. */
    public static MailOrder about(String eventId, String userId, String organizationId, Instant happenedAt) {
        Occasion occasion = new Occasion(eventId, userId, organizationId, happenedAt);
        return new MailOrder(occasion, "", eventId, null, null, 0, 0, null, Map.of());
    }

    /** The same with a template. */
    public MailOrder template(String name) {
        return new MailOrder(occasion, name, causeId, to, byId, epoch, generation, notAfter, facts);
    }

    /** The same with a cause that is not the event. */
    public MailOrder cause(String id) {
        return new MailOrder(occasion, template, id, to, byId, epoch, generation, notAfter, facts);
    }

    /** The same to one of several users. Each gets a mail of their own, whatever becomes of the others. */
    public MailOrder to(String userId) {
        return new MailOrder(occasion, template, causeId, userId, byId, epoch, generation, notAfter, facts);
    }

    /** The same with who is behind it. Only a person has a name to look up; a program or the operator's key is shown by its id. */
    public MailOrder by(Actor actor) {
        return actor.kind() == Actor.Kind.USER
                ? new MailOrder(occasion, template, causeId, to, actor.id(), epoch, generation, notAfter, facts)
                : fact("by", actor.id());
    }

    /** The same about an epoch. */
    public MailOrder epoch(long number) {
        return new MailOrder(occasion, template, causeId, to, byId, number, generation, notAfter, facts);
    }

    /** The same with a later generation of the link. */
    public MailOrder generation(int number) {
        return new MailOrder(occasion, template, causeId, to, byId, epoch, number, notAfter, facts);
    }

    /** The same, but worth sending only until then. */
    public MailOrder notAfter(Instant end) {
        return new MailOrder(occasion, template, causeId, to, byId, epoch, generation, end, facts);
    }

    /** The same with one more fact. */
    public MailOrder fact(String name, String value) {
        Map<String, String> more = new HashMap<>(facts);
        more.put(name, value);
        return new MailOrder(occasion, template, causeId, to, byId, epoch, generation, notAfter, more);
    }

    /** The same with one more fact, a moment; the letter writes it as date and time. Its name must end in {@code At}. */
    public MailOrder fact(String name, Instant at) {
        return fact(name, at.toString());
    }

    /** Who gets the mail. */
    String recipientId() {
        return Objects.requireNonNullElse(to, occasion.userId());
    }

    /** The mail's id: the same order is the same mail (docs/protocol.md 4.1). */
    String mailId() {
        String id = occasion.eventId() + "." + template + "." + generation;
        return to == null ? id : id + "." + to;
    }
}
