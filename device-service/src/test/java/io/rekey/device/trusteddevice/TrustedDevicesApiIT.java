package io.rekey.device.trusteddevice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.device.IdentitySide;
import io.rekey.device.IdentitySide.Answer;
import io.rekey.device.RunningService;
import io.rekey.serviceauth.Ed25519Keys;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TrustedDevicesApiIT extends RunningService {

    @Test
    void trustsABrowserThatThenVouches() {
        Answer trusted = identity().trust("api-marta", "d1", 3);
        assertThat(trusted.status()).isEqualTo(201);
        assertThat(trusted.body().propertyNames()).containsExactlyInAnyOrder("deviceId", "token", "expiresAt");
        assertThat(trusted.text("token")).matches("d1\\.[A-Za-z0-9_-]{43}");

        Answer verified = identity().verify("api-marta", trusted.text("token"), 3);
        assertThat(verified.status()).isEqualTo(200);
        assertThat(verified.body().propertyNames())
                .containsExactlyInAnyOrder("result", "deviceId", "provider", "expiresAt", "newToken");
        assertThat(verified.text("result")).isEqualTo("ACCEPTED");
        assertThat(verified.text("provider")).isEqualTo("google");
        assertThat(verified.text("newToken")).matches("d1\\.[A-Za-z0-9_-]{43}").isNotEqualTo(trusted.text("token"));
    }

    @Test
    void leavesTheCookieOfAParallelTabAlone() {
        String token = identity().trust("api-tabs", "d1", 0).text("token");
        String next = identity().verify("api-tabs", token, 0).text("newToken");
        clock.advance(Duration.ofSeconds(9));
        Answer tab = identity().verify("api-tabs", token, 0);
        assertThat(tab.text("result")).isEqualTo("ACCEPTED");
        assertThat(tab.body().get("newToken").isNull()).isTrue();
        assertThat(identity().verify("api-tabs", next, 0).text("result")).isEqualTo("ACCEPTED");
    }

    @Test
    void suspectsTheftAndForgetsTheDevice() {
        String token = identity().trust("api-theft", "d1", 0).text("token");
        String next = identity().verify("api-theft", token, 0).text("newToken");
        clock.advance(Duration.ofSeconds(10));
        Answer theft = identity().verify("api-theft", token, 0);
        assertThat(theft.body().propertyNames()).containsExactlyInAnyOrder("result", "deviceId");
        assertThat(theft.text("result")).isEqualTo("THEFT_SUSPECTED");
        assertThat(theft.text("deviceId")).isEqualTo("d1");
        Answer afterwards = identity().verify("api-theft", next, 0);
        assertThat(afterwards.body().propertyNames()).containsExactly("result");
        assertThat(afterwards.text("result")).isEqualTo("REFUSED");
        assertThat(identity().devicesOf("api-theft").body().get("devices").isEmpty())
                .isTrue();
    }

    @Test
    void listsWhatAPersonCanRecognize() {
        Instant start = clock.instant();
        String token = identity().trust("api-list", "d1", 2).text("token");
        clock.advance(Duration.ofHours(5));
        identity().verify("api-list", token, 2);
        Answer list = identity().devicesOf("api-list");
        assertThat(list.status()).isEqualTo(200);
        JsonNode device = list.body().get("devices").get(0);
        assertThat(device.propertyNames())
                .containsExactlyInAnyOrder(
                        "deviceId",
                        "system",
                        "operatingSystem",
                        "browser",
                        "kind",
                        "lastIp",
                        "firstUsedAt",
                        "lastUsedAt",
                        "expiresAt",
                        "provider",
                        "epoch");
        assertThat(device.get("browser").asString()).isEqualTo("Firefox 128.0");
        assertThat(device.get("kind").asString()).isEqualTo("COMPUTER");
        assertThat(device.get("lastIp").asString()).isEqualTo("192.0.2.8");
        assertThat(device.get("epoch").asLong()).isEqualTo(2);
        assertThat(Instant.parse(device.get("firstUsedAt").asString())).isEqualTo(start);
        assertThat(Instant.parse(device.get("lastUsedAt").asString())).isEqualTo(start.plus(Duration.ofHours(5)));
        assertThat(Instant.parse(device.get("expiresAt").asString())).isEqualTo(start.plus(Duration.ofDays(30)));
    }

    @Test
    void listsNothingForAnUnknownUser() {
        assertThat(identity().devicesOf("api-nobody").status()).isEqualTo(200);
        assertThat(identity().devicesOf("api-nobody").body().get("devices").isEmpty())
                .isTrue();
    }

    @Test
    void answersAConflictBelowTheFence() {
        identity().trust("api-fenced", "d1", 5);
        Answer late = identity().trust("api-fenced", "d2", 4);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text("type")).isEqualTo("urn:rekey:fenced");
        assertThat(identity().trust("api-fenced", "d3", 5).status()).isEqualTo(201);
    }

    @Test
    void keepsTenDevicesAndDropsTheOldest() {
        IntStream.rangeClosed(1, 12).forEach(i -> identity().trust("api-ten", "d" + i, 0));
        assertThat(identity()
                        .devicesOf("api-ten")
                        .body()
                        .get("devices")
                        .valueStream()
                        .map(device -> device.get("deviceId").asString()))
                .containsExactly("d3", "d4", "d5", "d6", "d7", "d8", "d9", "d10", "d11", "d12");
    }

    @Test
    void refusesEveryPathWithoutAServiceToken() {
        String forged = tokensOf("identity-service", Ed25519Keys.generate()).tokenFor("device-service");
        for (IdentitySide caller : new IdentitySide[] {stranger(""), stranger("nonsense"), stranger(forged)}) {
            assertThat(caller.trust("api-401", "d1", 0).status()).isEqualTo(401);
            assertThat(caller.verify("api-401", "d1.x", 0).status()).isEqualTo(401);
            assertThat(caller.devicesOf("api-401").status()).isEqualTo(401);
        }
        assertThat(identity().devicesOf("api-401").body().get("devices").isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//internal/users/u1/trusted-devices",
                "/internal;a=b/users/u1/trusted-devices",
                "/%69nternal/users/u1/trusted-devices",
                "/internal/./users/u1/trusted-devices",
                "/x/../internal/users/u1/trusted-devices",
                "/INTERNAL/users/u1/trusted-devices",
                "/internal%2Fusers/u1/trusted-devices",
            })
    void knowsNoOtherWayIn(String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(baseUrl() + path)).build();
            assertThat(http.send(request, BodyHandlers.discarding()).statusCode())
                    .isBetween(400, 404);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "deviceId, 'a b'",
        "deviceId, ''",
        "userId, '$ne'",
        "userId, 'x.y'",
        "organizationId, 'ümlaut'",
        "provider, 'Google!'",
        "epoch, -1",
        "epoch, soon",
    })
    void refusesATrustRequestOfAWrongForm(String field, String value) {
        Map<String, Object> body = IdentitySide.trustBody("api-form", "d1", 0);
        body.put(field, value);
        assertThat(identity().trust(body).status()).isEqualTo(400);
        assertThat(identity().devicesOf("api-form").body().get("devices").isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"userId", "token", "fence"})
    void refusesAVerificationWithAMissingField(String field) {
        String token = identity().trust("api-missing", "d1", 0).text("token");
        Map<String, Object> body = IdentitySide.verificationBody("api-missing", token, 0);
        body.remove(field);
        assertThat(identity().verify(body).status()).isEqualTo(400);
        body.put(field, null);
        assertThat(identity().verify(body).status()).isEqualTo(400);
    }

    @Test
    void takesARequestWithoutUserAgentAndAddress() {
        Map<String, Object> body = IdentitySide.trustBody("api-bare", "d1", 0);
        body.remove("userAgent");
        body.put("ip", null);
        assertThat(identity().trust(body).status()).isEqualTo(201);
        JsonNode device = identity().devicesOf("api-bare").body().get("devices").get(0);
        assertThat(device.get("browser").asString()).isEqualTo("Unknown");
        assertThat(device.get("lastIp").asString()).isEqualTo("unknown");
    }

    @Test
    void refusesUnknownFields() {
        Map<String, Object> body = IdentitySide.trustBody("api-unknown", "d1", 0);
        body.put("fence", 7);
        Answer refused = identity().trust(body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().has("title")).as("a problem document").isTrue();
        body.remove("fence");
        assertThat(identity().trust(body).status()).isEqualTo(201);
    }

    /** Two readers of one request must not see two fences. */
    @Test
    void refusesAFieldThatIsThereTwice() {
        String token = identity().trust("api-twice", "d1", 1).text("token");
        String body = "{\"userId\":\"api-twice\",\"token\":\"" + token + "\",\"fence\":2,\"fence\":1}";
        assertThat(identity()
                        .post("/internal/trusted-devices/verification", body)
                        .status())
                .isEqualTo(400);
        assertThat(identity().verify("api-twice", token, 1).text("result")).isEqualTo("ACCEPTED");
    }

    @Test
    void showsItsHealthAndNothingElse() {
        assertThat(stranger("").get("/actuator/health").text("status")).isEqualTo("UP");
        assertThat(stranger("").get("/actuator/env").status()).isEqualTo(404);
    }
}
