package io.rekey.endtoend.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rekey.local.run.PlatformPorts;
import io.rekey.local.run.PlatformSecrets;
import io.rekey.local.run.ServiceSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * O03, R85: with a secret that is missing, short or a sample, no service starts, and what it says names the variable. Each
 * start has the environment of docker-compose.yml, with one variable changed.
 */
class RefusedStartTest {

    private static final Map<String, String> DOT_ENV = DotEnv.fresh();

    @ParameterizedTest
    @ValueSource(strings = {"identity-service", "mfa-service", "device-service", "notification-service"})
    void startsWithWhatComposeGives(String service) {
        assertThatCode(() -> start(service, Map.of()).close()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "identity-service, REKEY_LINK_KEY, ''",
        "identity-service, REKEY_LINK_KEY, hunter2",
        "identity-service, REKEY_LINK_KEY, a-key-for-links-in-tests-only-0123456789abc",
        "identity-service, REKEY_LINK_KEY, changeme-changeme-changeme-changeme-changeme",
        "identity-service, REKEY_LINK_BASEURL, http://rekey.example.com",
        "identity-service, REKEY_SESSION_TOKENKEY, ''",
        "identity-service, REKEY_SESSION_TOKENKEY, hunter2",
        "identity-service, REKEY_SESSION_TOKENKEY, a-key-for-sessions-in-tests-only-0123456789",
        "identity-service, REKEY_SERVICEAUTH_PRIVATEKEY, ''",
        "identity-service, REKEY_SERVICEAUTH_PRIVATEKEY, c2VjcmV0",
        "identity-service, REKEY_SERVICEAUTH_PEERS_MFASERVICE, ''",
        "identity-service, REKEY_SERVICEAUTH_PEERS_NOTIFICATIONSERVICE, c2VjcmV0",
        "mfa-service, REKEY_MFA_SEEDKEYSET, ''",
        "mfa-service, REKEY_MFA_SEEDKEYSET, c2VjcmV0",
        "mfa-service, REKEY_SERVICEAUTH_PRIVATEKEY, ''",
        "mfa-service, REKEY_SERVICEAUTH_PEERS_IDENTITYSERVICE, ''",
        "device-service, REKEY_SERVICEAUTH_PRIVATEKEY, ''",
        "device-service, REKEY_SERVICEAUTH_PEERS_IDENTITYSERVICE, ''",
        "notification-service, REKEY_SERVICEAUTH_PRIVATEKEY, ''",
        "notification-service, REKEY_SMTP_FROM, ''",
        "notification-service, REKEY_SERVICES_IDENTITY, ''"
    })
    void namesTheVariableThatItRefuses(String service, String variable, String value) {
        assertThatThrownBy(() -> start(service, Map.of(variable, value)).close())
                .rootCause()
                .message()
                .contains(variable)
                .satisfies(message -> {
                    if (isKey(variable) && !value.isEmpty()) {
                        assertThat(message).contains("./rekey secrets").doesNotContain(value);
                    }
                });
    }

    /** Each key is for one use: a leak of one must not be a leak of two. */
    @Test
    void refusesOneKeyForTwoUses() {
        assertThatThrownBy(
                        () -> start("identity-service", Map.of("REKEY_LINK_KEY", DOT_ENV.get("REKEY_SESSION_TOKENKEY")))
                                .close())
                .rootCause()
                .hasMessageContaining("are the same key");
    }

    /** R74: without TLS, links go no further than a network of one's own. */
    @Test
    void refusesPlainSmtpToAServerElsewhere() {
        Map<String, String> elsewhere = Map.of("SPRING_MAIL_HOST", "smtp.example.com");
        assertThatThrownBy(() -> start("notification-service", elsewhere).close())
                .rootCause()
                .hasMessageContaining("REKEY_SMTP_STARTTLSREQUIRED is false");
        Map<String, String> withTls =
                Map.of("SPRING_MAIL_HOST", "smtp.example.com", "REKEY_SMTP_STARTTLSREQUIRED", "true");
        assertThatCode(() -> start("notification-service", withTls).close()).doesNotThrowAnyException();
    }

    /** What an operator sees: one sentence, what to do, no stack, and not the value. */
    @Test
    void aProcessThatRefusesToStartSaysWhyAndEnds(@TempDir Path folder) throws Exception {
        String sample = "a-key-for-links-in-tests-only-0123456789abc";
        Map<String, String> environment = environment("identity-service", Map.of("REKEY_LINK_KEY", sample));
        try (ServiceProcess refused = ServiceProcess.start("identity-service", environment, folder)) {
            assertThat(refused.exitCode()).isNotZero();
            assertThat(refused.output())
                    .contains("REKEY_LINK_KEY was typed, taken from a sample or copied only in part; make one with")
                    .contains("./rekey secrets")
                    .doesNotContain(sample)
                    .doesNotContain("\tat io.rekey");
        }
    }

    private static ConfigurableApplicationContext start(String service, Map<String, String> changed) throws Exception {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none"); // as all in this JVM
        Map<String, Object> variables = new HashMap<>(environment(service, changed));
        StandardEnvironment environment = new StandardEnvironment();
        String source = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        environment.getPropertySources().replace(source, new SystemEnvironmentPropertySource(source, variables));
        ServiceSettings settings =
                ServiceSettings.all(PlatformPorts.of(8080), PlatformSecrets.generate(), "", "").stream()
                        .filter(each -> each.name().equals(service))
                        .findFirst()
                        .orElseThrow();
        return new SpringApplicationBuilder(settings.application())
                .properties("spring.config.name=" + service)
                .environment(environment)
                .bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(false)
                // Here all four are on one class path; a service of its own has nothing to leave out.
                .run("--spring.autoconfigure.exclude="
                        + settings.properties().getOrDefault("spring.autoconfigure.exclude", ""));
    }

    private static boolean isKey(String variable) {
        return variable.matches("REKEY_.*(KEY|PEERS).*");
    }

    /** Nothing else is there: the addresses lead nowhere. */
    private static Map<String, String> environment(String service, Map<String, String> changed) {
        Map<String, String> environment = ComposeFile.read().environment(service, DOT_ENV);
        environment.replaceAll(
                (name, value) -> value.replace("mongo:27017", "127.0.0.1:9").replace("kafka:9092", "127.0.0.1:9"));
        environment.put("SERVER_PORT", "0");
        environment.replace("REKEY_INTERNALPORT", "0");
        environment.putAll(changed);
        return environment;
    }
}
