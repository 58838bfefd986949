package io.rekey.local.run;

import io.rekey.device.DeviceApplication;
import io.rekey.identity.IdentityApplication;
import io.rekey.mfa.MfaApplication;
import io.rekey.notification.NotificationApplication;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One service as it runs here: what it would be told by its environment in a deployment.
 *
 * @param name also the name of its configuration file
 */
public record ServiceSettings(String name, Class<?> application, Map<String, String> properties) {

    public ServiceSettings {
        properties = Map.copyOf(properties);
    }

    /** One class path serves all four, so what one service brings for itself is switched off for the others. */
    private static final String BROUGHT_BY_IDENTITY = String.join(
            ",",
            "org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
            "org.springdoc.core.configuration.SpringDocConfiguration",
            "org.springdoc.webmvc.core.configuration.SpringDocWebMvcConfiguration",
            "org.springdoc.webmvc.ui.SwaggerConfig");

    /**
     * All four.
     *
     * @param mongo connection string without a database
     * @param kafka bootstrap servers
     */
    public static List<ServiceSettings> all(PlatformPorts ports, PlatformSecrets secrets, String mongo, String kafka) {
        Wiring wiring = new Wiring(secrets, mongo, kafka);
        return List.of(identity(wiring, ports), mfa(wiring, ports), device(wiring, ports), notification(wiring, ports));
    }

    /** The same service with some of its settings changed. */
    public ServiceSettings with(Map<String, String> changed) {
        Map<String, String> merged = new LinkedHashMap<>(properties);
        merged.putAll(changed);
        return new ServiceSettings(name, application, merged);
    }

    private static ServiceSettings identity(Wiring wiring, PlatformPorts ports) {
        Map<String, String> properties = wiring.of("identity-service", "rekey_identity", ports.identity());
        properties.put("rekey.internal-port", Integer.toString(ports.internal()));
        properties.put("rekey.services.mfa", http(ports.mfa()));
        properties.put("rekey.services.device", http(ports.device()));
        properties.put("rekey.session.token-key", wiring.secrets().sessionTokenKey());
        properties.put("rekey.link.key", wiring.secrets().linkKey());
        properties.put("rekey.link.base-url", http(ports.identity()));
        properties.put("rekey.operator.public-key", wiring.secrets().operatorPublicKey());
        properties.put("rekey.first-administrator.organization", FirstAdministrator.ORGANIZATION);
        properties.put("rekey.first-administrator.organization-name", "Acme");
        properties.put("rekey.first-administrator.environment", "local");
        properties.put("rekey.first-administrator.username", FirstAdministrator.USERNAME);
        properties.put("rekey.first-administrator.email", FirstAdministrator.EMAIL);
        properties.put("rekey.first-administrator.display-name", "Ada Lovelace");
        return new ServiceSettings("identity-service", IdentityApplication.class, properties);
    }

    private static ServiceSettings mfa(Wiring wiring, PlatformPorts ports) {
        Map<String, String> properties = wiring.of("mfa-service", "rekey_mfa", ports.mfa());
        properties.put("spring.autoconfigure.exclude", BROUGHT_BY_IDENTITY);
        properties.put("rekey.services.identity", http(ports.internal()));
        properties.put("rekey.mfa.seed-keyset", wiring.secrets().seedKeyset());
        return new ServiceSettings("mfa-service", MfaApplication.class, properties);
    }

    private static ServiceSettings device(Wiring wiring, PlatformPorts ports) {
        Map<String, String> properties = wiring.of("device-service", "rekey_device", ports.device());
        properties.put("spring.autoconfigure.exclude", BROUGHT_BY_IDENTITY);
        properties.put("rekey.services.identity", http(ports.internal()));
        return new ServiceSettings("device-service", DeviceApplication.class, properties);
    }

    private static ServiceSettings notification(Wiring wiring, PlatformPorts ports) {
        Map<String, String> properties = wiring.of("notification-service", "rekey_notification", ports.notification());
        properties.put("spring.autoconfigure.exclude", BROUGHT_BY_IDENTITY);
        properties.put("spring.mail.host", Wiring.HOST);
        properties.put("spring.mail.port", Integer.toString(ports.smtp()));
        properties.put("rekey.services.identity", http(ports.internal()));
        // One sender alone, and its mail server in the same process: who died in an attempt is not waited for.
        properties.put("rekey.mail.lease", "5s");
        return new ServiceSettings("notification-service", NotificationApplication.class, properties);
    }

    /** By name, not by number: cookies and security keys belong to the name. */
    private static String http(int port) {
        return "http://localhost:" + port;
    }

    /** What all services are told. */
    private record Wiring(PlatformSecrets secrets, String mongo, String kafka) {

        private static final String HOST = "127.0.0.1";

        private Map<String, String> of(String service, String database, int port) {
            Map<String, String> properties = new LinkedHashMap<>();
            properties.put("spring.profiles.active", "local");
            properties.put("server.port", Integer.toString(port));
            properties.put("server.address", HOST);
            properties.put("spring.mongodb.uri", mongo + "/" + database);
            properties.put("spring.kafka.bootstrap-servers", kafka);
            properties.put("spring.lifecycle.timeout-per-shutdown-phase", "3s");
            properties.put("rekey.service-auth.private-key", secrets.privateKeyOf(service));
            PlatformSecrets.SERVICES.forEach(
                    peer -> properties.put("rekey.service-auth.peers." + peer, secrets.publicKeyOf(peer)));
            return properties;
        }
    }

    @Override
    public String toString() {
        return "ServiceSettings[" + name + "]";
    }
}
