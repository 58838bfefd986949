package io.rekey.mfa.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.mfa.InternalApi;
import io.rekey.mfa.InternalApi.Answer;
import io.rekey.mfa.RunsMfaService;
import io.rekey.mfa.StoredFactors;
import io.rekey.mfa.TestUser;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** What is no good request is answered with 400 and a problem document, and changes nothing; without a token it is 401. */
@RunsMfaService
class BadRequestsIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TestUser MARTA = TestUser.somebody();

    @Autowired
    InternalApi api;

    @Autowired
    StoredFactors stored;

    static Map<String, Map<String, Object>> goodRequests() {
        Map<String, Object> factor = Map.of("enrollmentId", "e1", "fence", 0);
        Map<String, Object> set = Map.of("level", "USER", "organizationId", "acme", "fence", 0);
        Map<String, Object> start = new TreeMap<>(
                Map.of("enrollmentId", "e1", "userId", MARTA.id(), "organizationId", "acme", "level", "USER"));
        start.putAll(Map.of("provider", "google", "epoch", 1, "issuer", "Acme", "account", "marta"));
        Map<String, Map<String, Object>> requests = new TreeMap<>();
        requests.put("/internal/enrollments", start);
        requests.put("/internal/enrollments/e1/activation", Map.of("userId", MARTA.id(), "code", "123456"));
        requests.put(
                "/internal/verifications", Map.of("userId", MARTA.id(), "factors", List.of(factor), "code", "123456"));
        requests.put(
                "/internal/resynchronizations",
                Map.of("userId", MARTA.id(), "factors", List.of(factor), "firstCode", "1", "secondCode", "2"));
        requests.put(
                "/internal/backup-codes",
                Map.of(
                        "userId",
                        MARTA.id(),
                        "organizationId",
                        "acme",
                        "level",
                        "USER",
                        "enrollmentId",
                        "e1",
                        "epoch",
                        1));
        requests.put(
                "/internal/backup-code-spendings",
                Map.of("userId", MARTA.id(), "organizationId", "acme", "codes", List.of(set), "code", "x"));
        return requests;
    }

    record BadRequest(String path, String body, String why) {

        @Override
        public String toString() {
            return path + " " + why;
        }
    }

    static Stream<BadRequest> badRequests() {
        List<BadRequest> bad = new ArrayList<>();
        goodRequests().forEach((path, good) -> {
            good.keySet().forEach(field -> {
                bad.add(changed(path, good, field, null, "without " + field));
                wrongValues(field)
                        .forEach(value ->
                                bad.add(changed(path, good, field, value, field + " = " + abbreviated(value))));
            });
            bad.add(changed(path, good, "extra", 1, "with a field that is not listed (R41)"));
            bad.add(changed(path, good, "time", "2026-11-22T08:00:00Z", "with a time (R4)"));
            bad.add(new BadRequest(path, "{", "broken"));
            bad.add(new BadRequest(path, "[]", "array"));
            bad.add(new BadRequest(path, "", "empty"));
            bad.add(new BadRequest(path, "[".repeat(5_000), "deep"));
        });
        return bad.stream();
    }

    private static Stream<Object> wrongValues(String field) {
        return switch (field) {
            case "userId", "enrollmentId", "organizationId" ->
                Stream.of("", "a b", "a.b", "$ne", "a/b", "x".repeat(65), "a\n", 5, Map.of("$ne", ""), List.of());
            case "epoch" -> Stream.of(-1, "5", 1.5, true, "x");
            case "level" -> Stream.of("BOTH", "user", "", 0);
            case "code", "firstCode", "secondCode" ->
                Stream.of(123456, "1".repeat(65), "1".repeat(1024 * 1024), List.of("1"), Map.of("$gt", ""));
            case "factors" ->
                Stream.of(
                        "e1",
                        List.of("e1"),
                        List.of(Map.of("enrollmentId", "e1")),
                        List.of(Map.of("enrollmentId", "e1", "fence", -1)),
                        java.util.Collections.nCopies(51, Map.of("enrollmentId", "e1", "fence", 0)));
            case "codes" ->
                Stream.of(
                        List.of(Map.of("level", "ORGANIZATION", "fence", 0)),
                        List.of(Map.of("level", "BOTH", "organizationId", "acme", "fence", 0)),
                        java.util.Collections.nCopies(51, Map.of("level", "USER", "organizationId", "a", "fence", 0)));
            case "issuer", "account" -> Stream.of("", " ", "a\u0000b", "x".repeat(201), List.of("a"));
            default -> Stream.of();
        };
    }

    private static BadRequest changed(String path, Map<String, Object> good, String field, Object value, String why) {
        Map<String, Object> body = new TreeMap<>(good);
        body.put(field, value);
        if (value == null) {
            body.remove(field);
        }
        return new BadRequest(path, JSON.writeValueAsString(body), why);
    }

    private static String abbreviated(Object value) {
        String text = String.valueOf(value).replaceAll("\\p{Cntrl}", "?");
        return text.length() > 30 ? text.substring(0, 30) + "…" : text;
    }

    @ParameterizedTest
    @MethodSource("badRequests")
    void answersABadRequest(BadRequest bad) {
        Answer answer = api.postText(bad.path(), bad.body());

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.body().path("status").asInt()).isEqualTo(400);
        assertThat(answer.text()).doesNotContain("Exception", "io.rekey", "tools.jackson");
        assertThat(stored.of(MARTA)).isEmpty();
    }

    @Test
    void answersTheGoodOnes() {
        TestUser other = TestUser.somebody();
        goodRequests().forEach((path, good) -> {
            Map<String, Object> body = new TreeMap<>(good);
            body.put("userId", other.id());
            assertThat(api.post(path, body).status()).as(path).isBetween(200, 201);
        });
    }

    @Test
    void answersBadIdsInPaths() {
        for (String bad : List.of("a.b", "a%20b", "x".repeat(65), "%24ne")) {
            assertThat(api.get("/internal/users/" + bad + "/enrollments").status())
                    .as(bad)
                    .isEqualTo(400);
            assertThat(api.get("/internal/users/u/enrollments/" + bad).status())
                    .as(bad)
                    .isEqualTo(400);
        }
        assertThat(api.get("/internal/users/u/enrollments/e").status()).isEqualTo(200);
    }

    @Test
    void letsNobodyInWithoutAServiceToken() {
        List<String> paths = new ArrayList<>(goodRequests().keySet());
        paths.add("/internal/users/u/enrollments");
        paths.add("/internal/users/u/enrollments/e");
        for (String path : paths) {
            for (String header : List.of("", "Bearer ", "Bearer x.y.z", "Basic dTpw")) {
                HttpRequest.Builder request = api.request(path)
                        .header("Authorization", header)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"));
                assertThat(api.send(request).status()).as(path + " " + header).isEqualTo(401);
            }
        }
    }

    @Test
    void showsHealthAndNothingElse() { // O01
        assertThat(api.send(api.request("/actuator/health").GET()).status()).isEqualTo(200);
        for (String path : List.of("/actuator/env", "/actuator/heapdump", "/actuator/loggers", "/v3/api-docs", "/")) {
            assertThat(api.send(api.request(path).GET()).status()).as(path).isEqualTo(404);
        }
    }
}
