package io.rekey.identity;

import io.rekey.identity.accesstoken.AccessTokens;
import io.rekey.identity.accesstoken.BearerFilter;
import io.rekey.identity.idempotency.IdempotencyFilter;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.problem.ProblemAnswer;
import io.rekey.identity.ratelimit.RateLimitFilter;
import io.rekey.identity.session.SessionFilter;
import io.rekey.identity.session.Sessions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** What every request passes: who is behind it, which organization it is about, and the rule at its handler. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final String CONTENT_POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
                    + " base-uri 'none'; frame-ancestors 'none'";

    @Bean
    SecurityFilterChain rules(
            HttpSecurity http,
            Sessions sessions,
            AccessTokens accessTokens,
            Organizations organizations,
            RateLimitFilter rateLimit,
            IdempotencyFilter idempotency,
            RouteRules rules,
            RouteRefusals refusals,
            ProblemAnswer problems) {
        return http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // No token of Spring's: CrossSiteFilter refuses every unsafe request that another site caused (R76).
                .csrf(csrf -> csrf.disable())
                .formLogin(form -> form.disable())
                .httpBasic(basic -> basic.disable())
                .logout(logout -> logout.disable())
                .requestCache(cache -> cache.disable())
                .anonymous(anonymous -> {})
                .addFilterBefore(new SessionFilter(sessions), AuthorizationFilter.class)
                .addFilterBefore(new BearerFilter(accessTokens, problems), AuthorizationFilter.class)
                .addFilterBefore(new ActingOrganizationFilter(organizations), AuthorizationFilter.class)
                .addFilterBefore(rateLimit, AuthorizationFilter.class) // after whatever finds out who calls
                .addFilterAfter(idempotency, AuthorizationFilter.class)
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                        .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN)))
                .authorizeHttpRequests(
                        requests -> requests.requestMatchers("/actuator/health/**", "/assets/**", "/error")
                                .permitAll() // health is on the internal port only; the rest is the same for everybody
                                .requestMatchers("/api/openapi.json", "/api/openapi.json/swagger-config")
                                .permitAll() // not handlers of ours, so no rule stands at them
                                .anyRequest()
                                .access(rules))
                .build();
    }

    /** Rekey has its own accounts; without this, Spring Boot would make one up and print its password. */
    @Bean
    UserDetailsService noSpringAccounts() {
        return username -> {
            throw new org.springframework.security.core.userdetails.UsernameNotFoundException("none here");
        };
    }
}
