package io.rekey.notification.ticket;

import org.jspecify.annotations.Nullable;

/**
 * Which mail the ticket is for; everything in it stands in the event that asked for the mail.
 *
 * @param userId who gets the mail
 * @param byId the user whom the mail may name as the one behind it; left out of the request where there is none
 */
public record TicketRequest(
        String mailId,
        String template,
        String causeId,
        String userId,
        String organizationId,
        long epoch,
        int generation,
        @Nullable String byId) {}
