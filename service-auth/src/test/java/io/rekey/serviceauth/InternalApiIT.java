package io.rekey.serviceauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.service.annotation.GetExchange;

/** The filter in a real server, asked over a socket, so that no client tidies the request. */
class InternalApiIT {

    private static final Peers PEERS = new Peers();
    private static final ServiceTokens IDENTITY = PEERS.identity(Clock.systemUTC());
    private static ServletWebServerApplicationContext mfa;

    @BeforeAll
    static void start() {
        mfa = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Mfa.class)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .properties(Map.of(
                        "server.port",
                        "0",
                        "spring.main.register-shutdown-hook",
                        "false",
                        "rekey.service-auth.name",
                        Peers.MFA,
                        "rekey.service-auth.private-key",
                        Ed25519Keys.encode(PEERS.mfaKeys.getPrivate()),
                        "rekey.service-auth.peers." + Peers.IDENTITY,
                        Ed25519Keys.encode(PEERS.identityKeys.getPublic())))
                .run();
    }

    @AfterAll
    static void stop() {
        mfa.close();
    }

    @Test
    void letsAPeerThroughAndTellsWhoItIs() throws IOException {
        String answer = get("/internal/caller", "Bearer " + IDENTITY.tokenFor(Peers.MFA));
        assertThat(answer).startsWith("HTTP/1.1 200").endsWith(Peers.IDENTITY);
    }

    @Test
    void letsNobodyElseThroughAndDoesNotSayWhy() throws IOException {
        String token = IDENTITY.tokenFor(Peers.MFA);
        String[] refused = {
            null,
            "",
            "Bearer",
            "Bearer ",
            "Bearer x",
            token,
            "Basic " + token,
            "Bearer  " + token,
            "Bearer " + IDENTITY.tokenFor("device-service"),
            "Bearer " + token + "x"
        };
        for (String authorization : refused) {
            assertThat(get("/internal/caller", authorization))
                    .as(String.valueOf(authorization))
                    .startsWith("HTTP/1.1 401")
                    .contains("WWW-Authenticate: Bearer")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void asksNobodyElsewhere() throws IOException {
        assertThat(get("/open", null)).startsWith("HTTP/1.1 200");
        assertThat(get("/internal/unknown", "Bearer " + IDENTITY.tokenFor(Peers.MFA)))
                .startsWith("HTTP/1.1 404");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//internal/caller",
                "/./internal/caller",
                "/open/../internal/caller",
                "/%69nternal/caller",
                "/internal;a=b/caller",
                "/;a=b/internal/caller",
                "/internal%2fcaller",
                "/internal/caller/",
                "/internal//caller",
                "/internal/%2e/caller",
                "/INTERNAL/caller",
                "/internal\\caller",
                "/internal/caller?token=x",
            })
    void cannotBeWalkedAround(String path) throws IOException {
        assertThat(get(path, null)).doesNotStartWith("HTTP/1.1 200").doesNotContain("nobody");
    }

    @Test
    void givesClientsThatCarryTheToken() {
        ServiceClients clients = new ServiceClients(IDENTITY, RestClient.builder());
        assertThat(clients.client(Caller.class, Peers.MFA, "http://localhost:" + port())
                        .caller())
                .isEqualTo(Peers.IDENTITY);
    }

    @Test
    void waitsForNobodyWithoutEnd() throws IOException {
        ServiceClients clients = new ServiceClients(IDENTITY, RestClient.builder());
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Caller caller = clients.client(Caller.class, Peers.MFA, "http://localhost:" + silent.getLocalPort());
            long begin = System.nanoTime();
            assertThatThrownBy(caller::caller).isInstanceOf(ResourceAccessException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        }
    }

    interface Caller {

        @GetExchange("/internal/caller")
        String caller();
    }

    private static int port() {
        return mfa.getWebServer().getPort();
    }

    private static String get(String path, String authorization) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            String header = authorization == null ? "" : "Authorization: " + authorization + "\r\n";
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + header + "Connection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Api.class)
    static class Mfa {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    @RestController
    static class Api {

        @GetMapping("/internal/caller")
        String caller(HttpServletRequest request) {
            Object caller = request.getAttribute(ServiceTokenFilter.CALLER);
            return caller == null ? "nobody" : caller.toString();
        }

        @GetMapping("/open")
        String open() {
            return "open";
        }
    }
}
