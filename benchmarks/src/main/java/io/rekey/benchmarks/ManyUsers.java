package io.rekey.benchmarks;

import io.rekey.journey.Account;
import io.rekey.journey.Installation;
import io.rekey.local.Logging;
import io.rekey.local.run.DataFolder;
import io.rekey.local.run.PlatformPorts;
import io.rekey.local.run.Progress;
import io.rekey.local.run.RunningPlatform;
import io.rekey.local.run.ServiceSettings;
import io.rekey.local.sample.SampleAccounts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/**
 * Whether a sign-in, a session check and a reset on the local platform cost with 100,000 users what they cost with 100. Each
 * is timed by an HTTP client, one request at a time; the same people's work before and after an import.
 */
public final class ManyUsers {

    private static final int FEW = 100;
    private static final int MANY = Integer.getInteger("users", 100_000);
    private static final int PEOPLE = Integer.getInteger("people", 40);

    private ManyUsers() {}

    public static void main(String[] args) throws Exception {
        Path data = Files.createTempDirectory("rekey-benchmark-");
        Logging.into(data);
        try (DataFolder folder = DataFolder.open(data);
                RunningPlatform platform =
                        RunningPlatform.start(folder, PlatformPorts.free(), Progress.silent(), ManyUsers::paced)) {
            measure(platform.ports(), SampleAccounts.ensureAdministrator(data, platform.ports()));
        }
        FileSystemUtils.deleteRecursively(data);
        System.exit(0);
    }

    /** Invitations are mailed at one a second, so that 100,000 letters are not what is measured. */
    private static ServiceSettings paced(ServiceSettings service) {
        return service.name().equals("notification-service")
                ? service.with(Map.of("rekey.mail.per-second", "1"))
                : service;
    }

    private static void measure(PlatformPorts ports, Account ada) throws Exception {
        Installation installation = Installation.local(ports.identity(), ports.inbox(), ports.kafka());
        Organization acme = new Organization(installation, ada);
        Round warmUp = Round.of(acme, PEOPLE);
        Round first = Round.of(acme, PEOPLE);
        Round second = Round.of(acme, PEOPLE);
        warmUp.run();
        acme.growTo(FEW);
        EventsRead.awaitAll(installation.kafka());
        Results few = first.run();
        System.out.printf("Imported up to %,d users in %.1f s.%n", MANY, acme.growTo(MANY) / 1e9);
        EventsRead.awaitAll(installation.kafka());
        Results many = second.run();
        Results.print(System.out, FEW, few, MANY, many);
    }
}
