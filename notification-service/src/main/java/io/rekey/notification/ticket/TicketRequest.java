package io.rekey.notification.ticket;

/** Which mail the ticket is for; everything in it stands in the event that asked for the mail. */
public record TicketRequest(
        String mailId,
        String template,
        String causeId,
        String userId,
        String organizationId,
        long epoch,
        int generation) {}
