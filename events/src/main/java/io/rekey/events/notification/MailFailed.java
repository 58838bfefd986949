package io.rekey.events.notification;

import java.time.Instant;

/** The mail server refused the mail for good. Cares about it: identity-service (receipt), audit, SRE. */
public record MailFailed(
        String mailId,
        String template,
        String causeId,
        String userId,
        String organizationId,
        long epoch,
        int generation,
        int attempts,
        String reply,
        Instant at)
        implements NotificationEvent {}
