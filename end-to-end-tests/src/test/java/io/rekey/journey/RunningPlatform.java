package io.rekey.journey;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.rekey.device.DeviceApplication;
import io.rekey.identity.IdentityApplication;
import io.rekey.mfa.MfaApplication;
import io.rekey.mfa.factor.totp.SeedKeys;
import io.rekey.notification.NotificationApplication;
import io.rekey.serviceauth.Ed25519Keys;
import io.rekey.testbackends.Backends;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.security.KeyPair;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The four services as four application contexts, over a real broker, a MongoDB-wire server and a real SMTP server. One
 * platform serves all tests of this JVM; every test makes people of its own.
 */
final class RunningPlatform {

    private static final List<String> SERVICES =
            List.of("identity-service", "mfa-service", "device-service", "notification-service");
    /** Identity brings Spring Security onto the one class path; the others guard their doors by service tokens alone. */
    private static final String WITHOUT_SECURITY = Stream.of(
                    "SecurityAutoConfiguration",
                    "UserDetailsServiceAutoConfiguration",
                    "actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
                    "web.servlet.SecurityFilterAutoConfiguration",
                    "web.servlet.ServletWebSecurityAutoConfiguration")
            .map(name -> "org.springframework.boot.security.autoconfigure." + name)
            .collect(Collectors.joining(","));

    private static RunningPlatform shared;

    final OffsetClock clock = new OffsetClock();
    final GreenMail mail;
    final Map<String, String> mongoUris = new LinkedHashMap<>();
    private final Map<String, KeyPair> keys =
            SERVICES.stream().collect(Collectors.toMap(name -> name, name -> Ed25519Keys.generate()));
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final Map<String, ConfigurableApplicationContext> contexts = new LinkedHashMap<>();
    private final String seedKeys = SeedKeys.generate();

    private RunningPlatform() {
        Stream.concat(SERVICES.stream(), Stream.of("identity-internal", "smtp"))
                .forEach(name -> ports.put(name, freePort()));
        SERVICES.forEach(name -> mongoUris.put(name, Backends.mongoUri(name.replace("-service", ""))));
        mail = new GreenMail(new ServerSetup(ports.get("smtp"), "127.0.0.1", "smtp"));
        mail.start();
        SERVICES.forEach(this::start);
    }

    /** The platform that all stories share. */
    static synchronized RunningPlatform shared() {
        if (shared == null) {
            shared = new RunningPlatform();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    Browser browser() {
        return new Browser("http://localhost:" + ports.get("identity-service"));
    }

    void start(String service) {
        Map<String, Supplier<SpringApplicationBuilder>> applications = Map.of(
                "identity-service",
                IdentityApplication::application,
                "mfa-service",
                MfaApplication::application,
                "device-service",
                () -> named(DeviceApplication.class, "device-service"),
                "notification-service",
                () -> named(NotificationApplication.class, "notification-service"));
        contexts.put(
                service,
                applications
                        .get(service)
                        .get()
                        .initializers(context -> ((GenericApplicationContext) context)
                                .registerBean("testClock", Clock.class, () -> clock))
                        .run(arguments(service)));
    }

    void stop(String service) {
        contexts.remove(service).close();
    }

    <T> T bean(String service, Class<T> type) {
        return contexts.get(service).getBean(type);
    }

    private static SpringApplicationBuilder named(Class<?> application, String name) {
        return new SpringApplicationBuilder(application).properties("spring.config.name=" + name);
    }

    private String[] arguments(String service) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=" + ports.get(service),
                "--spring.mongodb.uri=" + mongoUris.get(service),
                "--spring.kafka.bootstrap-servers=" + Backends.kafkaBootstrapServers(),
                "--rekey.messaging.poll-interval=200ms",
                "--rekey.service-auth.private-key="
                        + Ed25519Keys.encode(keys.get(service).getPrivate()),
                "--rekey.services.identity=http://localhost:" + ports.get("identity-internal"),
                "--rekey.services.mfa=http://localhost:" + ports.get("mfa-service"),
                "--rekey.services.device=http://localhost:" + ports.get("device-service")));
        SERVICES.stream()
                .filter(peer -> !peer.equals(service))
                .forEach(peer -> arguments.add("--rekey.service-auth.peers." + peer + "="
                        + Ed25519Keys.encode(keys.get(peer).getPublic())));
        arguments.addAll(own(service));
        if (!service.equals("identity-service")) {
            arguments.add("--spring.autoconfigure.exclude=" + WITHOUT_SECURITY);
        }
        return arguments.toArray(String[]::new);
    }

    private List<String> own(String service) {
        return switch (service) {
            case "identity-service" ->
                List.of(
                        "--rekey.internal-port=" + ports.get("identity-internal"),
                        "--rekey.session.token-key=0123456789abcdef0123456789abcdef",
                        "--rekey.link.key=fedcba9876543210fedcba9876543210",
                        "--rekey.link.base-url=http://localhost:" + ports.get("identity-service"),
                        "--rekey.password.memory-kib=64",
                        "--rekey.password.iterations=1",
                        "--rekey.first-administrator.organization=acme",
                        "--rekey.first-administrator.organization-name=Acme",
                        "--rekey.first-administrator.username=ada",
                        "--rekey.first-administrator.email=ada@acme.example",
                        "--rekey.first-administrator.display-name=Ada Lindqvist",
                        "--rekey.reconciler.interval=1s",
                        "--rekey.reset.review-interval=1s",
                        "--rekey.session.sweep-interval=1s",
                        "--rekey.enrollment.repair-interval=1s");
            case "mfa-service" -> List.of("--rekey.mfa.seed-keyset=" + seedKeys, "--rekey.mfa.sweep.interval=1s");
            case "device-service" -> List.of("--rekey.trusted-devices.sweep-interval=1s");
            default ->
                List.of(
                        "--spring.mail.host=127.0.0.1",
                        "--spring.mail.port=" + ports.get("smtp"),
                        "--rekey.smtp.from=Rekey <rekey@rekey.example>",
                        "--rekey.smtp.start-tls-required=false",
                        "--rekey.mail.per-second=1000",
                        "--rekey.mail.per-recipient=100000",
                        "--rekey.mail.first-retry=200ms",
                        "--rekey.mail.max-retry=1s");
        };
    }

    private void close() {
        List.copyOf(contexts.values()).reversed().forEach(ConfigurableApplicationContext::close);
        mail.stop();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
