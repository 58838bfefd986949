package io.rekey.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A browser as far as the server can tell: it keeps cookies and sends them back. Like browsers, it takes http://localhost
 * for secure; Java's own cookie store does not.
 */
public final class Browser {

    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final URI server;
    private final String userAgent;
    private final Map<String, String> cookies = new TreeMap<>();

    public Browser(URI server, String userAgent) {
        this.server = server;
        this.userAgent = userAgent;
    }

    /** Another tab, another process or a thief: the same cookies, and from here on each for itself. */
    public Browser copy() {
        Browser copy = new Browser(server, userAgent);
        copy.cookies.putAll(cookies);
        return copy;
    }

    public Answer get(String path) {
        return send("GET", path, null, Map.of());
    }

    public Answer post(String path, Object body) {
        return send("POST", path, body, Map.of());
    }

    public Answer post(String path, Object body, Map<String, String> headers) {
        return send("POST", path, body, headers);
    }

    /** Sends a file of comma-separated values. */
    public Answer postCsv(String path, String csv, Map<String, String> headers) {
        HttpRequest.Builder request = request("POST", path, BodyPublishers.ofString(csv));
        request.header("Content-Type", "text/csv");
        headers.forEach(request::header);
        return exchange(request.build());
    }

    public Answer put(String path, Object body) {
        return send("PUT", path, body, Map.of());
    }

    public Answer put(String path, Object body, Map<String, String> headers) {
        return send("PUT", path, body, headers);
    }

    public Answer delete(String path, Map<String, String> headers) {
        return send("DELETE", path, null, headers);
    }

    /** Whether it was given a cookie and has it still. */
    public boolean hasCookie(String name) {
        return cookies.containsKey(name);
    }

    /** Loses a cookie, as somebody's clearing it does. */
    public void forget(String cookie) {
        cookies.remove(cookie);
    }

    private Answer send(String method, String path, @Nullable Object body, Map<String, String> headers) {
        BodyPublisher content =
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(JSON.writeValueAsString(body));
        HttpRequest.Builder request = request(method, path, content);
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        return exchange(request.build());
    }

    private HttpRequest.Builder request(String method, String path, BodyPublisher content) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(TIMEOUT)
                .header("User-Agent", userAgent)
                .method(method, content);
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookieHeader());
        }
        return request;
    }

    private Answer exchange(HttpRequest request) {
        long began = System.nanoTime();
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return Answer.of(response.statusCode(), response.body(), took);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    request.method() + " " + request.uri().getPath() + ": no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void keep(String setCookie) {
        String[] parts = setCookie.split(";", -1);
        String[] cookie = parts[0].split("=", 2);
        if (cookie.length < 2 || cookie[1].isEmpty()) {
            cookies.remove(cookie[0]);
        } else {
            cookies.put(cookie[0], cookie[1]);
        }
    }

    private String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }
}
