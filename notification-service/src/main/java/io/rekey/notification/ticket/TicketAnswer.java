package io.rekey.notification.ticket;

/** What identity-service says to a request for a ticket. */
public sealed interface TicketAnswer {

    /** Send it now. */
    record Granted(Ticket ticket) implements TicketAnswer {}

    /** Never send it: what it says is no longer true. */
    record Refused() implements TicketAnswer {}

    /**
     * No answer, or none that can be trusted: ask again later.
     *
     * @param forAll whether other mails would fare the same, because identity-service cannot be reached
     */
    record Unavailable(boolean forAll) implements TicketAnswer {}
}
