package io.rekey.cli.standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A server on a port of its own. It authenticates callers, answers a repeated {@code Idempotency-Key} as before, remembers
 * every call, and can lose answers on the way.
 */
public final class RekeyStandIn implements AutoCloseable {

    private final HttpServer server;
    private final TokenEndpoint tokens = new TokenEndpoint();
    private final List<Route> routes = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private final Map<String, Remembered> remembered = new HashMap<>();
    private final AtomicInteger answersToLose = new AtomicInteger();

    private RekeyStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
        tokens.audience(url() + "/oauth2/token");
    }

    public static RekeyStandIn start() {
        try {
            return new RekeyStandIn();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    public RekeyStandIn register(String clientId, PublicKey key) {
        tokens.register(clientId, key);
        return this;
    }

    /**
     * What a call gets; what is said last counts.
     *
     * @param path a regular expression
     */
    public RekeyStandIn on(String method, String path, Function<Call, Reply> answer) {
        synchronized (routes) {
            routes.addFirst(new Route(method, path, answer));
        }
        return this;
    }

    /** The next so many answers of the API get lost after the work was done. */
    public void loseAnswers(int number) {
        answersToLose.set(number);
    }

    /** The token that was given last is good no more. */
    public void endToken() {
        tokens.end();
    }

    /** All calls but those for tokens, in order. */
    public List<Call> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    /** All calls of that kind. */
    public List<Call> calls(String method, String path) {
        return calls().stream()
                .filter(call -> call.method().equals(method) && call.path().matches(path))
                .toList();
    }

    /** Assertions and tokens that went over the wire. */
    public List<String> secrets() {
        return tokens.secrets();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Call call = Call.of(exchange);
            if (call.path().equals("/oauth2/token")) {
                send(exchange, tokens.answer(call));
                return;
            }
            synchronized (calls) {
                calls.add(call);
            }
            Reply reply = answer(call);
            if (answersToLose.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
                send(exchange, reply);
            }
        }
    }

    private Reply answer(Call call) {
        if (!tokens.isGood(call.header("Authorization"))) {
            return Reply.problem(401, "sign-in-required", "Sign in first.");
        }
        if (!call.isUnsafe()) {
            return routed(call);
        }
        String key = call.header("Idempotency-Key");
        if (key.isEmpty()) {
            return Reply.problem(400, "idempotency-key-required", "Send an Idempotency-Key.");
        }
        synchronized (remembered) {
            Remembered before = remembered.computeIfAbsent(key, unknown -> new Remembered(call, routed(call)));
            boolean same = before.call().path().equals(call.path())
                    && before.call().body().equals(call.body());
            return same ? before.reply() : Reply.problem(422, "idempotency-key-reused", "Use a new key.");
        }
    }

    private Reply routed(Call call) {
        synchronized (routes) {
            return routes.stream()
                    .filter(route ->
                            route.method().equals(call.method()) && call.path().matches(route.path()))
                    .findFirst()
                    .map(route -> route.answer().apply(call))
                    .orElseGet(Reply::notFound);
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        if (!reply.type().isEmpty()) {
            exchange.getResponseHeaders().add("Content-Type", reply.type());
        }
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private record Route(String method, String path, Function<Call, Reply> answer) {}

    private record Remembered(Call call, Reply reply) {}
}
