package io.rekey.mfa;

import io.rekey.serviceauth.ServiceTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Calls the service as identity-service does: JSON over HTTP with a service token. */
public final class InternalApi {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ServiceTokens tokens;
    private final HttpClient http = HttpClient.newHttpClient();
    private volatile int port;

    InternalApi(ServiceTokens tokens) {
        this.tokens = tokens;
    }

    /** An answer: its status and its body as JSON, missing if there is none. */
    public record Answer(int status, JsonNode body, String text) {

        public String string(String field) {
            return body.path(field).asString("");
        }

        public String problem() {
            return string("type");
        }

        public String result() {
            return string("result");
        }
    }

    @EventListener
    void started(WebServerInitializedEvent event) {
        port = event.getWebServer().getPort();
    }

    public Answer post(String path, Map<String, ?> body) {
        return postText(path, JSON.writeValueAsString(body));
    }

    public Answer postText(String path, String body) {
        return send(authorized(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public Answer get(String path) {
        return send(authorized(path).GET());
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            boolean json = answer.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.contains("json"))
                    .isPresent();
            return new Answer(
                    answer.statusCode(),
                    json ? JSON.readTree(answer.body()) : MissingNode.getInstance(),
                    answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private HttpRequest.Builder authorized(String path) {
        return request(path).header("Authorization", "Bearer " + tokens.tokenFor("mfa-service"));
    }

    // What identity-service does, in its words.

    public Answer start(TestUser user, String enrollmentId, String provider, long epoch) {
        return post("/internal/enrollments", user.enrollment(enrollmentId, provider, epoch));
    }

    public Answer activate(TestUser user, String enrollmentId, String code) {
        return post("/internal/enrollments/" + enrollmentId + "/activation", Map.of("userId", user.id(), "code", code));
    }

    public String state(TestUser user, String enrollmentId) {
        return get("/internal/users/" + user.id() + "/enrollments/" + enrollmentId)
                .string("state");
    }

    public Answer verify(TestUser user, String enrollmentId, long fence, String code) {
        return post(
                "/internal/verifications",
                Map.of("userId", user.id(), "factors", List.of(factor(enrollmentId, fence)), "code", code));
    }

    public Answer resynchronize(TestUser user, String enrollmentId, String first, String second) {
        return post(
                "/internal/resynchronizations",
                Map.of(
                        "userId",
                        user.id(),
                        "factors",
                        List.of(factor(enrollmentId, 0)),
                        "firstCode",
                        first,
                        "secondCode",
                        second));
    }

    public Answer issueCodes(TestUser user, String enrollmentId, long epoch) {
        return post(
                "/internal/backup-codes",
                Map.of(
                        "userId", user.id(),
                        "organizationId", user.organization(),
                        "level", user.level(),
                        "enrollmentId", enrollmentId,
                        "epoch", epoch));
    }

    public Answer spend(TestUser user, long fence, String code) {
        return post(
                "/internal/backup-code-spendings",
                Map.of(
                        "userId", user.id(),
                        "organizationId", user.organization(),
                        "codes",
                                List.of(Map.of(
                                        "level", user.level(), "organizationId", user.organization(), "fence", fence)),
                        "code", code));
    }

    public static Map<String, Object> factor(String enrollmentId, long fence) {
        return Map.of("enrollmentId", enrollmentId, "fence", fence);
    }
}
