package io.rekey.events.mfa;

import java.time.Instant;

/** What mfa-service did with enrollments and codes. Keyed by user id; the order of delivery means nothing, the epochs do. */
public sealed interface MfaEvent permits EnrollmentsCleared, AuthenticatorEnrolled, BackupCodesIssued, BackupCodeUsed {

    /** The topic that carries these events. */
    String TOPIC = "mfa.events";

    /** What the CloudEvents {@code type} of these events starts with; the event's name and its version follow. */
    String NAMESPACE = "io.rekey.mfa";

    /** The CloudEvents {@code source} of these events. */
    String SOURCE = "/mfa-service";

    /** The user whom the event is about; also the record's key. */
    String userId();

    /** The organization on whose behalf it happened. */
    String organizationId();

    /** When it happened, by the clock of the service that says so. */
    Instant at();
}
