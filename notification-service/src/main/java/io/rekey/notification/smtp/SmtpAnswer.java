package io.rekey.notification.smtp;

/** How an attempt to hand a mail over ended. */
public sealed interface SmtpAnswer {

    /** The mail server took responsibility for the mail. */
    record Accepted() implements SmtpAnswer {}

    /** It never will (5xx). The reply is shortened and names no address. */
    record Refused(String reply) implements SmtpAnswer {}

    /**
     * Not now (4xx, or no answer). Whether it took the mail may be unknown.
     *
     * @param connectionLost whether other mails would fare the same
     */
    record Postponed(String reply, boolean connectionLost) implements SmtpAnswer {}
}
