package io.rekey.events.notification;

import java.time.Instant;

/** What became of each mail. Keyed by user id; the order of delivery means nothing, the epochs do. */
public sealed interface NotificationEvent permits MailHandedOver, MailFailed, MailSuperseded {

    /** The topic that carries these events. */
    String TOPIC = "notification.events";

    /** What the CloudEvents {@code type} of these events starts with; the event's name and its version follow. */
    String NAMESPACE = "io.rekey.notification";

    /** The CloudEvents {@code source} of these events. */
    String SOURCE = "/notification-service";

    /** The user whom the event is about; also the record's key. */
    String userId();

    /** The organization on whose behalf it happened. */
    String organizationId();

    /** When it happened, by the clock of the service that says so. */
    Instant at();
}
