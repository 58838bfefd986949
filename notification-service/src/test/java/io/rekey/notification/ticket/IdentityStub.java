package io.rekey.notification.ticket;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** identity-service's door for tickets over real HTTP. Per user it can be told to answer something else than a ticket. */
public final class IdentityStub implements AutoCloseable {

    /** What every ticket names as the console's address. */
    public static final String CONSOLE = "https://rekey.example.com";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private final List<String> bearers = new CopyOnWriteArrayList<>();

    /** What a user's tickets are answered with instead. */
    public record Answer(int status, String contentType, String body) {

        public static final Answer SUPERSEDED =
                new Answer(409, "application/problem+json", "{\"type\":\"urn:rekey:superseded\",\"status\":409}");
        public static final Answer UNKNOWN_USER =
                new Answer(404, "application/problem+json", "{\"type\":\"urn:rekey:not-found\",\"status\":404}");
        /** What Spring answers where a path is unknown: a service that is not identity-service, or an older one. */
        public static final Answer OTHER_404 =
                new Answer(404, "application/problem+json", "{\"title\":\"Not Found\",\"status\":404}");

        public static final Answer GATEWAY_404 = new Answer(404, "text/html", "<h1>no such page</h1>");
        public static final Answer BROKEN = new Answer(500, "application/problem+json", "{\"status\":500}");
        public static final Answer NONSENSE = new Answer(200, "application/json", "{\"displayName\":\"nobody\"}");
    }

    private IdentityStub(HttpServer server) {
        this.server = server;
    }

    public static IdentityStub start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        IdentityStub stub = new IdentityStub(server);
        server.createContext("/internal/mail-tickets", stub::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return stub;
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void answer(String userId, Answer answer) {
        answers.put(userId, answer);
    }

    public void grant(String userId) {
        answers.remove(userId);
    }

    public void name(String userId, String displayName) {
        names.put(userId, displayName);
    }

    /** The requests about a user's mails, oldest first. */
    public List<JsonNode> requests(String userId) {
        return requests.stream()
                .filter(request -> request.get("userId").asString().equals(userId))
                .toList();
    }

    public List<String> bearers() {
        return List.copyOf(bearers);
    }

    /** The link that a user's mail carries; recognizable, and the same at every ticket. */
    public static String link(String userId, int generation) {
        return "https://rekey.example.com/set-up#secret-" + userId + "-" + generation + ".sig";
    }

    public static String address(String userId) {
        return userId + "@example.com";
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
            requests.add(request);
            bearers.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            String userId = request.get("userId").asString();
            Answer answer = answers.getOrDefault(userId, new Answer(200, "application/json", ticket(userId, request)));
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private String ticket(String userId, JsonNode request) {
        var ticket = JSON.createObjectNode()
                .put("address", address(userId))
                .put("displayName", names.getOrDefault(userId, "Marta Okafor"))
                .put("organizationName", "Harbor Mutual")
                .put("language", "en")
                .put("somethingNew", "ignored");
        ticket.putObject("details")
                .put("by", "Priya Raman")
                .put("console", CONSOLE)
                .putNull("why");
        if (List.of("reset", "invitation", "link-reissued")
                .contains(request.get("template").asString())) {
            ticket.put("link", link(userId, request.get("generation").asInt()));
            ticket.put("linkExpiresAt", "2026-11-22T10:14:00Z");
        }
        return JSON.writeValueAsString(ticket);
    }
}
