package io.rekey.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Connector;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A second port for the other services and for health. What is internal is not there on the public port, and the other way
 * round: a path alone is never what separates them.
 */
@Configuration(proxyBeanMethods = false)
class InternalPort {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> internalConnector(
            @Value("${rekey.internal-port}") int port) {
        return server -> {
            Connector connector = new Connector();
            connector.setPort(port);
            server.addAdditionalConnectors(connector);
        };
    }

    @Bean
    FilterRegistrationBean<PortFilter> portFilter(@Value("${rekey.internal-port}") int port) {
        FilterRegistrationBean<PortFilter> filter = new FilterRegistrationBean<>(new PortFilter(port));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    static final class PortFilter extends OncePerRequestFilter {

        private final int internalPort;

        PortFilter(int internalPort) {
            this.internalPort = internalPort;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            String path = request.getServletPath();
            boolean internal = path.startsWith("/internal") || path.startsWith("/actuator");
            if (internal == (request.getLocalPort() == internalPort)) {
                chain.doFilter(request, response);
            } else {
                response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            }
        }
    }
}
