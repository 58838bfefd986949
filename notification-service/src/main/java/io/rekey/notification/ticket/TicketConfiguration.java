package io.rekey.notification.ticket;

import io.rekey.serviceauth.ServiceClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The client of identity-service. */
@Configuration(proxyBeanMethods = false)
class TicketConfiguration {

    @Bean
    AskForTicket askForTicket(ServiceClients clients, IdentityAddress address) {
        return new AskForTicket(
                clients.client(MailTickets.class, "identity-service", String.valueOf(address.identity())));
    }
}
