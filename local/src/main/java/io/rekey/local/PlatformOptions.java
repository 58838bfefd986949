package io.rekey.local;

import io.rekey.local.run.PlatformPorts;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the platform lives; each option can also be given by the environment. */
final class PlatformOptions {

    @Option(
            names = "--data",
            paramLabel = "<folder>",
            defaultValue = "${env:REKEY_DATA:-data}",
            description = "where all state is kept (REKEY_DATA, default ./data)")
    Path data = Path.of("data");

    @Option(
            names = "--port",
            paramLabel = "<port>",
            defaultValue = "${env:REKEY_PORT:-8080}",
            description = "Rekey's public port; all other ports move along (REKEY_PORT, default 8080)")
    int port;

    @Option(
            names = "--internal-port",
            paramLabel = "<port>",
            defaultValue = "${env:REKEY_INTERNAL_PORT}",
            description = "(REKEY_INTERNAL_PORT, default --port + 1)")
    @Nullable
    Integer internalPort;

    @Option(
            names = "--mfa-port",
            paramLabel = "<port>",
            defaultValue = "${env:REKEY_MFA_PORT}",
            description = "(REKEY_MFA_PORT, default --port + 2)")
    @Nullable
    Integer mfaPort;

    @Option(
            names = "--device-port",
            paramLabel = "<port>",
            defaultValue = "${env:REKEY_DEVICE_PORT}",
            description = "(REKEY_DEVICE_PORT, default --port + 3)")
    @Nullable
    Integer devicePort;

    @Option(
            names = "--notification-port",
            paramLabel = "<port>",
            defaultValue = "${env:REKEY_NOTIFICATION_PORT}",
            description = "(REKEY_NOTIFICATION_PORT, default --port + 4)")
    @Nullable
    Integer notificationPort;

    @Option(
            names = "--kafka-port",
            paramLabel = "<port>",
            defaultValue = "${env:REKEY_KAFKA_PORT}",
            description = "(REKEY_KAFKA_PORT, default 9092, moved along)")
    @Nullable
    Integer kafkaPort;

    @Option(
            names = "--mongo-port",
            paramLabel = "<port>",
            defaultValue = "${env:REKEY_MONGO_PORT}",
            description = "(REKEY_MONGO_PORT, default 27017, moved along)")
    @Nullable
    Integer mongoPort;

    @Option(
            names = "--smtp-port",
            paramLabel = "<port>",
            defaultValue = "${env:REKEY_SMTP_PORT}",
            description = "(REKEY_SMTP_PORT, default 2525, moved along)")
    @Nullable
    Integer smtpPort;

    @Option(
            names = "--inbox-port",
            paramLabel = "<port>",
            defaultValue = "${env:REKEY_INBOX_PORT}",
            description = "(REKEY_INBOX_PORT, default 8025, moved along)")
    @Nullable
    Integer inboxPort;

    PlatformPorts ports() {
        PlatformPorts documented = PlatformPorts.of(port);
        return new PlatformPorts(
                port,
                either(internalPort, documented.internal()),
                either(mfaPort, documented.mfa()),
                either(devicePort, documented.device()),
                either(notificationPort, documented.notification()),
                either(kafkaPort, documented.kafka()),
                either(mongoPort, documented.mongo()),
                either(smtpPort, documented.smtp()),
                either(inboxPort, documented.inbox()));
    }

    private static int either(@Nullable Integer chosen, int documented) {
        return chosen == null ? documented : chosen;
    }
}
