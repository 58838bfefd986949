package io.rekey.notification.ticket;

import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** The door of identity-service that gives tickets. */
@HttpExchange
interface MailTickets {

    @PostExchange("/internal/mail-tickets")
    Ticket ask(@RequestBody TicketRequest request);
}
