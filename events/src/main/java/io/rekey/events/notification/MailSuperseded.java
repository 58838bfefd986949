package io.rekey.events.notification;

import java.time.Instant;

/** The mail was not sent: what it said is no longer true. Cares about it: identity-service (receipt), audit. */
public record MailSuperseded(
        String mailId,
        String template,
        String causeId,
        String userId,
        String organizationId,
        long epoch,
        int generation,
        Instant at)
        implements NotificationEvent {}
