package io.rekey.local;

import io.rekey.local.run.PlatformPorts;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** What a person needs once it runs. */
final class Summary {

    private Summary() {}

    static void print(
            PrintStream out, PlatformPorts ports, Path data, List<String> accounts, StartProgress.Ready ready) {
        out.printf(
                """

                Rekey is ready: %.1f s, %d MB resident.

                  Rekey      http://localhost:%d
                  Inbox      http://localhost:%d   (SMTP on %d)
                  Kafka      localhost:%d
                  MongoDB    mongodb://localhost:%d
                  Services   identity %d (internal), mfa %d, device %d, notification %d
                  Data       %s   (log: rekey.log; stop with Ctrl-C, it is all there next time)
                %n\
                """,
                ready.sinceStart().toMillis() / 1000.0,
                StartProgress.residentMegabytes(),
                ports.identity(),
                ports.inbox(),
                ports.smtp(),
                ports.kafka(),
                ports.mongo(),
                ports.internal(),
                ports.mfa(),
                ports.device(),
                ports.notification(),
                data);
        accounts.forEach(out::println);
        out.flush();
    }
}
