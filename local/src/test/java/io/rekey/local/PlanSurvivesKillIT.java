package io.rekey.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekey.journey.Account;
import io.rekey.journey.Administrator;
import io.rekey.journey.Answer;
import io.rekey.journey.Authenticator;
import io.rekey.journey.Browser;
import io.rekey.journey.SignIn;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan of many is being executed when the whole platform is killed: it goes on, repeats nobody and leaves out nobody. */
class PlanSurvivesKillIT {

    private static final int MANY = 1_000;

    @TempDir
    private Path data;

    @Test
    void losesAndRepeatsNothing() throws Exception {
        try (PlatformProcess platform = PlatformProcess.up(data)) {
            Administrator ada = signedIn(platform);
            ada.changePolicy(Map.of("stepUp", "PASSWORD", "approveMoreThan", 10 * MANY, "resetsPerHour", 10 * MANY));
            String plan;
            try (BulkUsers users = new BulkUsers(platform.mongoPort())) {
                users.make(ada, MANY);
                plan = ada.plan(users.list(), "kill").text("planId");
                ada.execute(plan);
                await().pollInterval(Duration.ofMillis(20)).until(() -> done(ada.planNow(plan)) > 0);
            }

            platform.kill();
            platform.start();

            Administrator again = signedIn(platform);
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> again.planNow(plan).text("state").equals("DONE"));
            assertThat(again.planNow(plan).json().path("progress").toString())
                    .isEqualTo("{\"done\":%d,\"total\":%d,\"accepted\":%d,\"refused\":0}".formatted(MANY, MANY, MANY));
            try (BulkUsers users = new BulkUsers(platform.mongoPort())) {
                assertThat(users.byResets()).isEqualTo(Map.of(1L, (long) MANY));
            }
        }
    }

    private static int done(Answer plan) {
        return plan.json().path("progress").path("done").asInt();
    }

    private static Administrator signedIn(PlatformProcess platform) throws Exception {
        Account account = platform.account("ada");
        Authenticator phone = Authenticator.of(
                account.authenticator(), Clock.tickMillis(ZoneOffset.UTC), Authenticator.Waiting.silent());
        Browser browser = platform.installation().newBrowser();
        new SignIn(browser).complete(account, phone, false);
        return new Administrator(account, browser, phone);
    }
}
