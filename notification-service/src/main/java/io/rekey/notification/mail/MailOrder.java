package io.rekey.notification.mail;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What an event asks for: one mail to one user. It names no address and no link; both come from identity-service when the
 * mail is handed over (R71).
 *
 * @param eventId the event that asks; a repeated delivery of it orders the same mail
 * @param template the folder under {@code resources/mail}
 * @param causeId what the receipt will name: the reset or revocation, else the event
 * @param epoch the epoch that the mail is about, 0 if the event has none
 * @param generation of the link, 0 for the first
 * @param facts short texts from the event that the template may show; nothing secret
 */
public record MailOrder(
        String eventId,
        String template,
        String causeId,
        String userId,
        String organizationId,
        long epoch,
        int generation,
        Instant happenedAt,
        Map<String, String> facts) {

    public MailOrder {
        facts = Map.copyOf(facts);
    }

    /** An order that still needs its template. Its cause is the event itself until another is named. */
    public static MailOrder about(String eventId, String userId, String organizationId, Instant happenedAt) {
        return new MailOrder(eventId, "", eventId, userId, organizationId, 0, 0, happenedAt, Map.of());
    }

    /** The same with a template. */
    public MailOrder template(String name) {
        return new MailOrder(eventId, name, causeId, userId, organizationId, epoch, generation, happenedAt, facts);
    }

    /** The same with a cause that is not the event. */
    public MailOrder cause(String id) {
        return new MailOrder(eventId, template, id, userId, organizationId, epoch, generation, happenedAt, facts);
    }

    /** The same about an epoch. */
    public MailOrder epoch(long number) {
        return new MailOrder(eventId, template, causeId, userId, organizationId, number, generation, happenedAt, facts);
    }

    /** The same with a later generation of the link. */
    public MailOrder generation(int number) {
        return new MailOrder(eventId, template, causeId, userId, organizationId, epoch, number, happenedAt, facts);
    }

    /** The same with one more fact. */
    public MailOrder fact(String name, String value) {
        Map<String, String> more = new HashMap<>(facts);
        more.put(name, value);
        return new MailOrder(eventId, template, causeId, userId, organizationId, epoch, generation, happenedAt, more);
    }

    /** The mail's id: the same order is the same mail (docs/protocol.md 4.1). */
    String mailId() {
        return eventId + "." + template + "." + generation;
    }
}
