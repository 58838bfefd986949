package io.rekey.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Calls the public API and keeps cookies, as a browser does; a header or a raw body may be anything. */
public final class Browser {

    public static final String SESSION = "__Host-rekey-session";
    public static final String FLOW = "__Host-rekey-flow";
    public static final String DEVICE = "__Host-rekey-device";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String baseUrl;
    private final Map<String, String> cookies = new ConcurrentHashMap<>();

    public Browser(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** An answer, whatever its status. */
    public record Answer(int status, HttpHeaders headers, String text, JsonNode body) {

        public String string(String field) {
            return body.path(field).asString("");
        }

        /** The problem's type without its common beginning, or the state. */
        public String problem() {
            return string("type").replace("urn:rekey:", "");
        }

        public String state() {
            return string("state");
        }
    }

    public @Nullable String cookie(String name) {
        return cookies.get(name);
    }

    /** Sets a cookie, or forgets it. */
    public Browser cookie(String name, @Nullable String value) {
        if (value == null) {
            cookies.remove(name);
        } else {
            cookies.put(name, value);
        }
        return this;
    }

    /** Another window with the same cookies as now. */
    public Browser twin() {
        Browser twin = new Browser(baseUrl);
        twin.cookies.putAll(cookies);
        return twin;
    }

    public Answer get(String path) {
        return send("GET", path, null, Map.of());
    }

    public Answer delete(String path) {
        return send("DELETE", path, null, Map.of());
    }

    public Answer post(String path, Map<String, ?> body) {
        return post(path, body, Map.of());
    }

    public Answer post(String path, Map<String, ?> body, Map<String, String> headers) {
        return send("POST", path, JSON.writeValueAsString(body), headers);
    }

    public Answer put(String path, Map<String, ?> body, Map<String, String> headers) {
        return send("PUT", path, JSON.writeValueAsString(body), headers);
    }

    public Answer send(String method, String path, @Nullable String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        Map<String, String> all = new LinkedHashMap<>();
        if (body != null) {
            all.put("Content-Type", "application/json");
        }
        if (!cookies.isEmpty()) {
            all.put(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        all.putAll(headers);
        all.forEach(request::header);
        try {
            HttpResponse<String> answer =
                    HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            answer.headers().allValues("Set-Cookie").forEach(this::keep);
            boolean json =
                    answer.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Answer(
                    answer.statusCode(),
                    answer.headers(),
                    answer.body(),
                    json ? JSON.readTree(answer.body()) : MissingNode.getInstance());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void keep(String header) {
        String pair = header.split(";", 2)[0];
        String name = pair.substring(0, pair.indexOf('='));
        String value = pair.substring(pair.indexOf('=') + 1);
        cookie(name, value.isEmpty() ? null : value);
    }

    // What people do.

    public Answer signIn(Person person) {
        return signIn(person.username(), person.password());
    }

    public Answer signIn(String username, String password) {
        return post("/api/v1/sign-in", Map.of("username", username, "password", password));
    }

    public Answer code(String code) {
        return post("/api/v1/sign-in/second-factor", Map.of("code", code, "trustBrowser", false));
    }

    public Answer codeAndTrust(String code) {
        return post("/api/v1/sign-in/second-factor", Map.of("code", code, "trustBrowser", true));
    }

    public Answer backupCode(String code) {
        return post("/api/v1/sign-in/backup-code", Map.of("code", code));
    }

    public Answer openLink(String link, String password) {
        return post("/api/v1/set-up", Map.of("link", link, "password", password));
    }

    public Answer begin(String provider) {
        return post("/api/v1/set-up/authenticator", Map.of("provider", provider));
    }

    public Answer confirm(String code) {
        return post("/api/v1/set-up/authenticator/confirmation", Map.of("code", code));
    }

    /** Whether there is a session that opens anything. */
    public boolean isSignedIn() {
        return get("/api/v1/session").status() == 200;
    }

    /** A proof for an action on targets, by the password. */
    public String proof(Person self, String action, String... targets) {
        Answer answer = post(
                "/api/v1/step-up",
                Map.of("action", action, "targets", java.util.List.of(targets), "password", self.password()));
        if (answer.status() != 201) {
            throw new AssertionError("no proof: " + answer);
        }
        return answer.string("proof");
    }
}
