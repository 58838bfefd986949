package io.rekey.device.purge;

import io.rekey.serviceauth.ServiceClients;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where identity-service is asked. */
@Configuration(proxyBeanMethods = false)
class EpochsConfiguration {

    @Bean
    Epochs epochs(ServiceClients clients, @Value("${rekey.services.identity}") String identityAddress) {
        return clients.client(Epochs.class, "identity-service", identityAddress);
    }
}
