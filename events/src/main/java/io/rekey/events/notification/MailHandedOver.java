package io.rekey.events.notification;

import java.time.Instant;

/** The mail server took the mail. Cares about it: identity-service (receipt), audit, SRE. */
public record MailHandedOver(
        String mailId,
        String template,
        String causeId,
        String userId,
        String organizationId,
        long epoch,
        int generation,
        int attempts,
        Instant at)
        implements NotificationEvent {}
