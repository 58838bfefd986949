package io.rekey.device;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * identity-service's word about epochs, over real HTTP. Whom no test speaks of has come far, so that any event about them is
 * genuine. It can go away as a whole, and answer anything about one user.
 */
public final class EpochsAtIdentity {

    private static final long FAR = 1_000;
    private static final Answer UNKNOWN =
            new Answer(404, "application/problem+json", "{\"type\":\"urn:rekey:not-found\",\"status\":404}");

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private HttpServer server = listening(0);
    private final int port = server.getAddress().getPort();

    /** What is said about a user instead. */
    public record Answer(int status, String contentType, String body) {}

    public String baseUrl() {
        return "http://127.0.0.1:" + port;
    }

    public void hasReached(String userId, long epoch) {
        answer(userId, new Answer(200, "application/json", "{\"epoch\":" + epoch + "}"));
    }

    public void knowsNobodyBy(String userId) {
        answer(userId, UNKNOWN);
    }

    public void answer(String userId, Answer answer) {
        answers.put(userId, answer);
    }

    public void goAway() {
        server.stop(0);
    }

    public void comeBack() {
        server = listening(port);
    }

    private HttpServer listening(int port) {
        try {
            HttpServer listening = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
            listening.createContext("/internal/users/", this::answer);
            listening.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            listening.start();
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String userId = exchange.getRequestURI().getPath().split("/")[3];
            Answer far = new Answer(200, "application/json", "{\"epoch\":" + FAR + "}");
            Answer answer = answers.getOrDefault(userId, far);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
