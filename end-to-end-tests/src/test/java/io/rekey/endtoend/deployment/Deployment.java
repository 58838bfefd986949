package io.rekey.endtoend.deployment;

import io.rekey.journey.Installation;
import io.rekey.local.inbox.MailServer;
import io.rekey.local.run.PlatformException;
import io.rekey.local.run.PlatformPorts;
import io.rekey.localkafka.LocalKafka;
import io.rekey.localmongo.LocalMongo;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The four services as processes, told by docker-compose.yml what they are told there: only the names and ports of a
 * container network become ports of this machine. Broker, database and mail server are its own, for the services of other
 * tests listen under the same names.
 */
final class Deployment implements AutoCloseable {

    private final PlatformPorts ports;
    private final Path folder;
    private final ComposeFile compose = ComposeFile.read();
    private final Map<String, String> dotEnv = DotEnv.fresh();
    private final Map<String, ServiceProcess> processes = new HashMap<>();
    private final List<AutoCloseable> backends = new ArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Deployment(Path folder) throws PlatformException {
        this.folder = folder;
        this.ports = PlatformPorts.free();
        dotEnv.put("REKEY_PORT", Integer.toString(ports.identity()));
    }

    void startServices() {
        ComposeFile.SERVICES.forEach(this::start);
    }

    void startBackends() throws IOException {
        backends.add(MailServer.start(folder.resolve("inbox"), ports.smtp(), ports.inbox()));
        backends.add(LocalMongo.start(folder.resolve("mongo"), ports.mongo(), false));
        backends.add(LocalKafka.start(folder.resolve("kafka"), ports.kafka()));
    }

    void start(String service) {
        processes.put(service, ServiceProcess.start(service, environment(service), folder));
    }

    ServiceProcess process(String service) {
        return processes.get(service);
    }

    Installation installation() {
        return Installation.local(ports.identity(), ports.inbox(), ports.kafka());
    }

    /** What a service is told. */
    Map<String, String> environment(String service) {
        Map<String, String> environment = compose.environment(service, dotEnv);
        environment.replaceAll((name, value) -> switch (name) {
            case "SERVER_PORT" -> Integer.toString(port(service));
            case "REKEY_INTERNALPORT" -> Integer.toString(ports.internal());
            case "SPRING_MAIL_PORT" -> Integer.toString(ports.smtp());
            default -> here(value);
        });
        return environment;
    }

    /** Whether Compose would call the service healthy: runs the very command, in the service's environment. */
    boolean isHealthy(String service) throws IOException, InterruptedException {
        ProcessBuilder check = new ProcessBuilder(compose.healthCheck(service))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        check.environment().clear();
        check.environment().putAll(environment(service));
        return check.start().waitFor() == 0;
    }

    /** The port that only others of the inner network reach. */
    int innerPort(String service) {
        return service.equals("identity-service") ? ports.internal() : port(service);
    }

    /** The one public port. */
    int publicPort() {
        return ports.identity();
    }

    /** @return nothing but a status of 0 where nobody listens */
    Seen get(int port, String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return new Seen(response.statusCode(), response.body());
        } catch (IOException e) {
            return new Seen(0, "");
        }
    }

    @Override
    public void close() throws Exception {
        processes.values().forEach(ServiceProcess::close);
        for (AutoCloseable backend : backends.reversed()) {
            backend.close();
        }
    }

    private int port(String service) {
        return switch (service) {
            case "identity-service" -> ports.identity();
            case "mfa-service" -> ports.mfa();
            case "device-service" -> ports.device();
            default -> ports.notification();
        };
    }

    private String here(String value) {
        return value.replace("mongo:27017", "127.0.0.1:" + ports.mongo())
                .replace("?replicaSet=rs0", "")
                .replace("kafka:9092", "127.0.0.1:" + ports.kafka())
                .replace("identity-service:8081", "localhost:" + ports.internal())
                .replace("mfa-service:8082", "localhost:" + ports.mfa())
                .replace("device-service:8083", "localhost:" + ports.device())
                .replace("mailpit", "127.0.0.1");
    }

    /** What an HTTP client got. */
    record Seen(int status, String body) {}
}
