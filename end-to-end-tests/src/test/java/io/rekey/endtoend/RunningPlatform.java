package io.rekey.endtoend;

import io.rekey.journey.Browser;
import io.rekey.journey.Inbox;
import io.rekey.journey.Installation;
import io.rekey.local.inbox.MailServer;
import io.rekey.local.run.PlatformException;
import io.rekey.local.run.PlatformPorts;
import io.rekey.local.run.PlatformSecrets;
import io.rekey.local.run.RunningService;
import io.rekey.local.run.ServiceSettings;
import io.rekey.testbackends.Backends;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The four services as the local platform runs them, over the backends that tests were told to use and a real SMTP server.
 * Time is the stories' own, and what runs by the clock runs often. One platform serves all tests of this JVM; every test
 * makes people of its own.
 */
final class RunningPlatform {

    private static final Map<String, Map<String, String>> OFTEN = Map.of(
            "identity-service",
            Map.of(
                    "rekey.password.memory-kib", "64",
                    "rekey.password.iterations", "1",
                    "rekey.reconciler.interval", "1s",
                    "rekey.reset.review-interval", "1s",
                    "rekey.session.sweep-interval", "1s",
                    "rekey.enrollment.repair-interval", "1s"),
            "mfa-service",
            Map.of("rekey.mfa.sweep.interval", "1s"),
            "device-service",
            Map.of("rekey.trusted-devices.sweep-interval", "1s"),
            "notification-service",
            Map.of(
                    "rekey.mail.per-second", "1000",
                    "rekey.mail.per-recipient", "100000",
                    "rekey.mail.first-retry", "200ms",
                    "rekey.mail.max-retry", "1s"));

    private static RunningPlatform shared;

    final OffsetClock clock = new OffsetClock();
    final Map<String, String> mongoUris = new LinkedHashMap<>();
    private final Installation installation;
    private final MailServer mail;
    private final Map<String, ServiceSettings> settings = new LinkedHashMap<>();
    private final Map<String, RunningService> services = new LinkedHashMap<>();

    private RunningPlatform() throws PlatformException, IOException {
        PlatformPorts ports = PlatformPorts.free();
        installation = Installation.local(ports.identity(), ports.inbox(), ports.kafka());
        mail = MailServer.start(Files.createTempDirectory("rekey-mails"), ports.smtp(), ports.inbox());
        ServiceSettings.all(ports, PlatformSecrets.generate(), "unused", Backends.kafkaBootstrapServers())
                .forEach(service -> settings.put(service.name(), adapted(service)));
        for (String service : settings.keySet()) {
            start(service);
        }
    }

    /** The platform that all stories share. */
    static synchronized RunningPlatform shared() {
        if (shared == null) {
            try {
                shared = new RunningPlatform();
            } catch (PlatformException | IOException e) {
                throw new IllegalStateException(e);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    Browser browser() {
        return installation.newBrowser();
    }

    Inbox inbox() {
        return installation.openInbox();
    }

    void start(String service) {
        try {
            services.put(
                    service,
                    RunningService.start(
                            settings.get(service),
                            context -> context.registerBean("testClock", Clock.class, () -> clock)));
        } catch (PlatformException e) {
            throw new IllegalStateException(e);
        }
    }

    void stop(String service) {
        services.remove(service).close();
    }

    private ServiceSettings adapted(ServiceSettings service) {
        String database = Backends.mongoUri(service.name().replace("-service", ""));
        mongoUris.put(service.name(), database);
        return service.with(Map.of("spring.mongodb.uri", database, "rekey.messaging.poll-interval", "200ms"))
                .with(OFTEN.get(service.name()));
    }

    private void close() {
        RunningService.closeAll(services.values());
        mail.close();
    }
}
