package io.rekey.serviceauth;

import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.client.RestClient;

/** Gives a service its token maker, the filter before {@code /internal} and the factory of clients. */
@AutoConfiguration
@EnableConfigurationProperties(ServiceAuthProperties.class)
public class ServiceAuthAutoConfiguration {

    @Bean
    ServiceTokens serviceTokens(ServiceAuthProperties properties, Clock clock) {
        return new ServiceTokens(properties, clock);
    }

    @Bean
    FilterRegistrationBean<ServiceTokenFilter> serviceTokenFilter(ServiceTokens tokens) {
        FilterRegistrationBean<ServiceTokenFilter> filter =
                new FilterRegistrationBean<>(new ServiceTokenFilter(tokens));
        filter.addUrlPatterns("/internal/*");
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return filter;
    }

    @Bean
    ServiceClients serviceClients(ServiceTokens tokens, RestClient.Builder builder) {
        return new ServiceClients(tokens, builder);
    }
}
