package io.rekey.device;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Says to the service what identity-service says, in the very JSON of the contract. */
public final class IdentitySide {

    public static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final RestClient rest;

    IdentitySide(String baseUrl, @Nullable String bearer) {
        this.rest = RestClient.builder()
                .baseUrl(baseUrl)
                .requestFactory(new JdkClientHttpRequestFactory())
                .defaultHeaders(headers -> {
                    if (bearer != null) {
                        headers.setBearerAuth(bearer);
                    }
                })
                .defaultStatusHandler(status -> true, (request, response) -> {})
                .build();
    }

    /** An answer, whatever its status. */
    public record Answer(int status, JsonNode body) {

        public String text(String field) {
            return body.path(field).asString();
        }
    }

    public Answer trust(String user, String device, long epoch) {
        return trust(trustBody(user, device, epoch));
    }

    public Answer trust(Map<String, ?> body) {
        return post("/internal/trusted-devices", JSON.writeValueAsString(body));
    }

    /** The request as the contract has it; a test may change it. */
    public static Map<String, Object> trustBody(String user, String device, long epoch) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("deviceId", device);
        body.put("userId", user);
        body.put("organizationId", "acme");
        body.put("epoch", epoch);
        body.put("provider", "google");
        body.put("userAgent", FIREFOX);
        body.put("ip", "192.0.2.7");
        return body;
    }

    public Answer verify(String user, String token, long fence) {
        return verify(verificationBody(user, token, fence));
    }

    public Answer verify(Map<String, ?> body) {
        return post("/internal/trusted-devices/verification", JSON.writeValueAsString(body));
    }

    public static Map<String, Object> verificationBody(String user, String token, long fence) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("userId", user);
        body.put("token", token);
        body.put("fence", fence);
        body.put("userAgent", FIREFOX);
        body.put("ip", "192.0.2.8");
        return body;
    }

    public Answer devicesOf(String user) {
        return get("/internal/users/" + user + "/trusted-devices");
    }

    public Answer get(String path) {
        return answer(rest.get().uri(path));
    }

    public Answer post(String path, String json) {
        return answer(
                rest.post().uri(path).contentType(MediaType.APPLICATION_JSON).body(json));
    }

    private static Answer answer(RestClient.RequestHeadersSpec<?> request) {
        return request.exchange((sent, received) -> new Answer(
                received.getStatusCode().value(),
                JSON.readTree(received.getBody().readAllBytes())));
    }
}
