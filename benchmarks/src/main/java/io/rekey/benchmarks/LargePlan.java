package io.rekey.benchmarks;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.rekey.journey.Account;
import io.rekey.journey.Administrator;
import io.rekey.journey.Answer;
import io.rekey.journey.Authenticator;
import io.rekey.journey.Browser;
import io.rekey.journey.Installation;
import io.rekey.journey.SignIn;
import io.rekey.local.Logging;
import io.rekey.local.run.DataFolder;
import io.rekey.local.run.PlatformPorts;
import io.rekey.local.run.Progress;
import io.rekey.local.run.RunningPlatform;
import io.rekey.local.run.ServiceSettings;
import io.rekey.local.sample.SampleAccounts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.springframework.util.FileSystemUtils;

/**
 * How long one plan of 10,000 users takes on the local platform: to be made, and executed until the last of them is accepted,
 * with everything else (events, clean-up, mails) running beside it. The users are imported over the API; their set-ups, for
 * which nobody has 10,000 phones, are written into the database.
 */
public final class LargePlan {

    private static final int USERS = Integer.getInteger("users", 10_000);
    private static final long LOOK_MILLIS = 250;

    private LargePlan() {}

    public static void main(String[] args) throws Exception {
        Path data = Files.createTempDirectory("rekey-benchmark-");
        Logging.into(data);
        try (DataFolder folder = DataFolder.open(data);
                RunningPlatform platform =
                        RunningPlatform.start(folder, PlatformPorts.free(), Progress.silent(), LargePlan::paced)) {
            measure(platform.ports(), SampleAccounts.ensureAdministrator(data, platform.ports()));
        }
        FileSystemUtils.deleteRecursively(data);
        System.exit(0);
    }

    /** Invitations of people who are only written down are not what is measured. */
    private static ServiceSettings paced(ServiceSettings service) {
        return service.name().equals("notification-service")
                ? service.with(Map.of("rekey.mail.per-second", "1"))
                : service;
    }

    private static void measure(PlatformPorts ports, Account ada) throws Exception {
        Installation installation = Installation.local(ports.identity(), ports.inbox(), ports.kafka());
        Administrator administrator = signedIn(installation, ada);
        administrator.changePolicy(
                Map.of("stepUp", "PASSWORD", "approveMoreThan", 10 * USERS, "resetsPerHour", 10 * USERS));
        String list = made(administrator, ports.mongo());
        EventsRead.awaitAll(installation.kafka());

        long began = System.nanoTime();
        String plan = administrator.plan(list, "large").text("planId");
        System.out.printf("Planned %,d users in %.1f s.%n", USERS, seconds(began));
        began = System.nanoTime();
        administrator.execute(plan);
        Answer progress = administrator.planNow(plan);
        while (progress.text("state").equals("RUNNING")) {
            Thread.sleep(LOOK_MILLIS);
            progress = administrator.planNow(plan);
        }
        System.out.printf(
                "Executed in %.1f s: %s %s%n",
                seconds(began), progress.text("state"), progress.json().path("progress"));
        EventsRead.awaitAll(installation.kafka());
        System.out.printf("Every event read after %.1f s.%n", seconds(began));
    }

    private static String made(Administrator administrator, int mongoPort) {
        String file = IntStream.range(0, USERS)
                .mapToObj(number -> "many%d,many%d@acme.example,Many %d".formatted(number, number, number))
                .collect(Collectors.joining("\n", "username,email,name\n", "\n"));
        administrator.importUsers(file).expect(200);
        try (MongoClient client = MongoClients.create("mongodb://localhost:" + mongoPort)) {
            MongoCollection<Document> users =
                    client.getDatabase("rekey_identity").getCollection("users");
            users.updateMany(
                    Filters.regex("usernameKey", "^many[0-9]+$"),
                    Updates.combine(Updates.set("status", "ACTIVE"), Updates.set("reEnrolledEpoch", 1L)));
        }
        return IntStream.range(0, USERS)
                .mapToObj(number -> "many" + number)
                .collect(Collectors.joining("\n", "user\n", "\n"));
    }

    private static Administrator signedIn(Installation installation, Account ada) throws InterruptedException {
        Authenticator phone = Authenticator.of(ada.authenticator(), Clock.systemUTC(), Authenticator.Waiting.silent());
        Browser browser = installation.newBrowser();
        new SignIn(browser).complete(ada, phone, false);
        return new Administrator(ada, browser, phone);
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
