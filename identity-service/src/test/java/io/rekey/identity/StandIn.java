package io.rekey.identity;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rekey.serviceauth.ServiceTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Another service, as identity-service sees it: a real HTTP server that speaks its internal API and lets nobody in without a
 * service token. A test may switch it off, or do something in the very moment between its effect and its answer.
 */
abstract class StandIn {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final ConcurrentLinkedQueue<Moment> moments = new ConcurrentLinkedQueue<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile @Nullable ServiceTokens tokens;
    private volatile boolean down;

    StandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /** An answer: a status and what becomes its JSON body. */
    record Reply(int status, Map<String, ?> body) {

        static Reply ok(Map<String, ?> body) {
            return new Reply(200, body);
        }

        static Reply created(Map<String, ?> body) {
            return new Reply(201, body);
        }

        static Reply problem(int status, String type) {
            return new Reply(status, Map.of("type", "urn:rekey:" + type, "status", status));
        }
    }

    private record Moment(String path, Runnable then) {}

    abstract Reply answer(String method, String path, JsonNode body);

    void trust(ServiceTokens verifying) {
        tokens = verifying;
    }

    String baseUrl() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Cuts every connection without a word until {@link #switchOn} or {@link #reset}. */
    public void switchOff() {
        down = true;
    }

    public void switchOn() {
        down = false;
    }

    /** Does this once, after the effect of the next call whose path ends so and before its answer is sent. */
    public void beforeAnswering(String path, Runnable then) {
        moments.add(new Moment(path, then));
    }

    /** How many calls had a path that ends so. */
    public long calls(String path) {
        return calls.stream().filter(call -> call.endsWith(path)).count();
    }

    void reset() {
        down = false;
        moments.clear();
        calls.clear();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (down) {
                return;
            }
            Reply reply = isAuthorized(exchange) ? told(exchange) : Reply.problem(401, "unauthorized");
            byte[] bytes = JSON.writeValueAsBytes(reply.body());
            exchange.getResponseHeaders()
                    .add("Content-Type", reply.status() < 400 ? "application/json" : "application/problem+json");
            exchange.sendResponseHeaders(reply.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Reply told(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        calls.add(path);
        Reply reply = answer(exchange.getRequestMethod(), path, JSON.readTree(text.isEmpty() ? "{}" : text));
        moments.stream()
                .filter(moment -> path.endsWith(moment.path()) && moments.remove(moment))
                .findFirst()
                .ifPresent(moment -> moment.then().run());
        return reply;
    }

    private boolean isAuthorized(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        ServiceTokens verifying = tokens;
        return verifying != null
                && header != null
                && header.startsWith("Bearer ")
                && verifying
                        .verify(header.substring(7))
                        .filter("identity-service"::equals)
                        .isPresent();
    }
}
