package io.rekey.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rekey.serviceauth.Ed25519Keys;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** Starting as operations does it: by environment alone, whatever else is down. */
class StartIT {

    private static final String[] COMPLETE = {
        "--server.port=0",
        "--spring.mongodb.uri=mongodb://127.0.0.1:9/rekey_notification",
        "--spring.kafka.bootstrap-servers=127.0.0.1:9",
        "--spring.mail.host=127.0.0.1",
        "--spring.mail.port=9",
        "--rekey.services.identity=http://127.0.0.1:9",
        "--rekey.smtp.from=Rekey <rekey@example.com>",
        "--rekey.service-auth.private-key="
                + Ed25519Keys.encode(Ed25519Keys.generate().getPrivate())
    };

    @Test
    void startsWhileEverythingElseIsDownAndShowsNothingButHealth() throws Exception {
        try (ConfigurableApplicationContext context = start(COMPLETE)) {
            int port = ((WebServerApplicationContext) context).getWebServer().getPort();
            assertThat(status(port, "/actuator/health/liveness")).isEqualTo(200);
            assertThat(status(port, "/actuator/env")).isEqualTo(404);
            assertThat(status(port, "/actuator/heapdump")).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "rekey.smtp.from, rekey.smtp.from must be set",
        "rekey.service-auth.private-key, private-key must be set",
        "rekey.services.identity, rekey.services.identity must be set"
    })
    void refusesToStartWithoutWhatOnlyItsOperatorKnows(String property, String words) {
        String[] without = Stream.concat(
                        Arrays.stream(COMPLETE).filter(argument -> !argument.startsWith("--" + property)),
                        Stream.of("--" + property + "="))
                .toArray(String[]::new);
        assertThatThrownBy(() -> start(without).close()).hasStackTraceContaining(words);
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        return new SpringApplicationBuilder(NotificationApplication.class)
                .properties("spring.config.name=notification-service")
                .run(arguments);
    }

    private static int status(int port, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                    .timeout(Duration.ofSeconds(20))
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }
}
