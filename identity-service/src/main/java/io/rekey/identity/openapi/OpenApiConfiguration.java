package io.rekey.identity.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** What the document says of the whole, and the page that shows it. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    /** The page runs scripts, its own alone, asks its own server alone, and draws icons that its style sheet carries. */
    private static final String CONTENT_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Rekey")
                        .version("1")
                        .description(
                                "Second-factor resets that are safe the moment they are accepted. Unknown fields are"
                                        + " refused. What is refused is said as a problem document (RFC 9457) whose type never"
                                        + " changes. Foreign and unknown ids answer alike.")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                // Wherever the document came from: nobody's Host header is repeated in it.
                .servers(List.of(new Server().url("/")))
                .components(new Components()
                        .addSecuritySchemes(
                                CallRules.SESSION,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.APIKEY)
                                        .in(SecurityScheme.In.COOKIE)
                                        .name("__Host-rekey-session")
                                        .description("A signed-in person: the cookie that sign-in sets."))
                        .addSecuritySchemes(
                                CallRules.PROGRAM,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("A program: the access token that POST /oauth2/token gives for an"
                                                + " assertion signed with its registered key (client credentials, RFC 6749"
                                                + " 4.4 and RFC 7523 2.2). The permissions are those of the token.")));
    }

    @Bean
    @Order(1)
    SecurityFilterChain swaggerUi(HttpSecurity http) {
        return http.securityMatcher("/swagger-ui", "/swagger-ui/**")
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.disable()) // there is nothing to change here
                .requestCache(cache -> cache.disable())
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                        .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN)))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }
}
