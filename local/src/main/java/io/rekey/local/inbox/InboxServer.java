package io.rekey.local.inbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The pages over HTTP: {@code /} lists the mails, {@code /messages/<id>} shows one, {@code /api/messages} gives them to
 * programs and takes {@code DELETE}. Answers only to local names, so that no page on the web can reach it through a name of
 * its own, and changes nothing that another site asks for.
 */
final class InboxServer implements AutoCloseable {

    private static final String CSS = "text/css; charset=utf-8";
    /** Colors, type and space of all pages: identity-service's, so that they are written once. */
    private static final String TOKENS = "/io/rekey/identity/page/assets/tokens.css";

    private static final String HTML = "text/html; charset=utf-8";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final MailFolder mails;

    private InboxServer(HttpServer server, MailFolder mails) {
        this.server = server;
        this.mails = mails;
    }

    static InboxServer start(String host, int port, MailFolder mails) throws IOException {
        InboxServer inbox = new InboxServer(HttpServer.create(new InetSocketAddress(host, port), 0), mails);
        inbox.server.setExecutor(inbox.threads);
        inbox.server.createContext("/", inbox::handle);
        inbox.server.start();
        return inbox;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!isLocal(exchange)) {
                send(exchange, new Answer(403, "text/plain; charset=utf-8", "This inbox answers to localhost only."));
            } else {
                send(exchange, answer(exchange));
            }
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        return switch (exchange.getRequestMethod()) {
            case "GET", "HEAD" -> page(path, exchange.getRequestURI().getQuery());
            case "DELETE" -> path.equals("/api/messages") ? emptied(new Answer(204, HTML, "")) : nothing();
            case "POST" -> path.equals("/empty") && isOwn(exchange) ? emptied(Answer.seeOther()) : nothing();
            default -> new Answer(405, HTML, "");
        };
    }

    private Answer page(String path, @Nullable String query) throws IOException {
        if (path.equals("/")) {
            return new Answer(200, HTML, InboxPages.list(mails.all()));
        }
        if (path.equals("/api/messages")) {
            return new Answer(200, "application/json", JSON.writeValueAsString(summaries(query)));
        }
        if (path.equals("/inbox.css")) {
            return new Answer(200, CSS, resource("inbox.css"));
        }
        if (path.equals("/tokens.css")) {
            return new Answer(200, CSS, resource(TOKENS));
        }
        String[] parts = path.split("/", -1); // "", messages, id, html?
        boolean one = parts.length >= 3 && parts[1].equals("messages");
        Optional<StoredMail> mail = one ? mails.find(parts[2]) : Optional.empty();
        return mail.map(found -> shown(found, parts.length == 4 ? parts[3] : ""))
                .orElseGet(InboxServer::nothing);
    }

    private static Answer shown(StoredMail mail, String part) {
        return switch (part) {
            case "" -> new Answer(200, HTML, InboxPages.one(mail));
            case "html" -> new Answer(200, HTML, InboxPages.htmlPart(mail), InboxPages.PART_POLICY);
            default -> nothing();
        };
    }

    /** All mails, or with {@code ?to=} those of one recipient; latest first. */
    private List<Summary> summaries(@Nullable String query) {
        String to = query != null && query.startsWith("to=") ? query.substring(3) : "";
        return mails.all().stream()
                .filter(mail -> to.isEmpty() || mail.to().equals(to))
                .map(mail -> new Summary(
                        mail.id(), mail.to(), mail.subject(), mail.receivedAt().toString(), mail.text()))
                .toList();
    }

    private Answer emptied(Answer answer) throws IOException {
        mails.clear();
        return answer;
    }

    private static Answer nothing() {
        return new Answer(404, HTML, InboxPages.missing());
    }

    private static boolean isLocal(HttpExchange exchange) {
        String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                .orElse("");
        String name = host.replaceFirst(":\\d+$", "");
        return name.equals("localhost") || name.equals("127.0.0.1") || name.equals("[::1]");
    }

    private static boolean isOwn(HttpExchange exchange) {
        String site = exchange.getRequestHeaders().getFirst("Sec-Fetch-Site");
        return site == null || site.equals("same-origin");
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", answer.type());
        headers.set("Content-Security-Policy", answer.policy());
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Cache-Control", "no-store");
        if (answer.status() == 303) {
            headers.set("Location", "/");
        }
        boolean bodiless = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
        exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : body.length);
        if (!bodiless) {
            exchange.getResponseBody().write(body);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(InboxServer.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private record Summary(String id, String to, String subject, String receivedAt, String text) {}

    private record Answer(int status, String type, String body, String policy) {

        Answer(int status, String type, String body) {
            this(status, type, body, InboxPages.POLICY);
        }

        static Answer seeOther() {
            return new Answer(303, HTML, "");
        }
    }
}
