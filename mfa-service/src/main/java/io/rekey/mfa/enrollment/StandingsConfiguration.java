package io.rekey.mfa.enrollment;

import io.rekey.serviceauth.ServiceClients;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where identity-service is asked. */
@Configuration(proxyBeanMethods = false)
class StandingsConfiguration {

    @Bean
    Standings standings(ServiceClients clients, @Value("${rekey.services.identity}") String identityAddress) {
        return clients.client(Standings.class, "identity-service", identityAddress);
    }
}
