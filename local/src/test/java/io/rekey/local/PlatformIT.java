package io.rekey.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekey.journey.Account;
import io.rekey.journey.Administrator;
import io.rekey.journey.Answer;
import io.rekey.journey.Authenticator;
import io.rekey.journey.Authenticator.Waiting;
import io.rekey.journey.Browser;
import io.rekey.journey.SetUp;
import io.rekey.journey.SignIn;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The platform as people run it: a process that they start, use, and kill. */
class PlatformIT {

    private static final Clock CLOCK = Clock.systemUTC();
    private static final Pattern EXAMPLE = Pattern.compile("(?s)## Programs\n.*?```sh\n(.*?)```");

    @TempDir
    private static Path data;

    private static PlatformProcess platform;
    private static Administrator ada;

    @BeforeAll
    static void start() throws Exception {
        platform = PlatformProcess.up(data);
        signAdaIn();
    }

    @AfterAll
    static void end() {
        platform.close();
    }

    /** {@link DemoIT} plays it to the end. */
    @Test
    void playsItsDemonstrationOnThePlatformThatRuns() throws Exception {
        Process demo = PlatformProcess.run(
                Stream.concat(Stream.of("demo"), Stream.of(platform.where())).toArray(String[]::new));
        List<String> said = new ArrayList<>();

        BufferedReader out = demo.inputReader();
        while (said.isEmpty() || !said.getLast().startsWith("Before:")) {
            said.add(Objects.requireNonNull(out.readLine(), said::toString));
        }

        demo.destroy();
        assertThat(said).as("no platform of its own").noneMatch(line -> line.contains("broker"));
    }

    @Test
    void losesNoResetWhenItIsKilledRightAfterTheAnswer() throws Exception {
        Account marta = member("killed");
        Browser signedIn = platform.installation().newBrowser();
        new SignIn(signedIn).complete(marta, phone(marta), true);
        Instant asked = CLOCK.instant();
        String resetId = reset(marta);

        platform.kill();
        platform.start();

        assertThat(new SignIn(signedIn).session().status())
                .as("the old session")
                .isEqualTo(401);
        assertThat(new SignIn(signedIn).password(marta).text("state"))
                .as("the old trusted browser")
                .isEqualTo("ENROLLMENT_REQUIRED");
        assertThat(ada.progress(resetId).text("state")).isEqualTo("AWAITING_ENROLLMENT");
        SetUp setUp = new SetUp(platform.installation().newBrowser());
        setUp.open(linkTo(marta, asked), marta.password()).expect(200);
        setUp.confirm(Authenticator.of(setUp.begin("authy"), CLOCK, Waiting.silent())
                        .freshCode())
                .expect(200);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(ada.progress(resetId).text("state")).isEqualTo("COMPLETED"));
    }

    /** The worked example of docs/api.md: openssl and curl as they stand there, and the key that the platform made. */
    @Test
    void letsWhoeverHasTheOperatorsKeyRegisterAScript(@TempDir Path folder) throws Exception {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("..", "docs", "api.md")));
        assertThat(example.find()).isTrue();
        ProcessBuilder shell = new ProcessBuilder("bash", "-euc", example.group(1)).directory(folder.toFile());
        shell.environment().put("REKEY", platform.address(0));
        shell.environment().put("OPERATOR", data.resolve("secrets/operator.pem").toString());
        Process process = shell.redirectErrorStream(true).start();

        String said = said(process);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("\"users\":[{", "\"username\":\"ada\"");
    }

    /** What identity-service brings along on the one class path is not served by the others. */
    @Test
    void describesTheApiWhereItIsAndNowhereElse() throws IOException {
        for (String path : List.of("/api/openapi.json", "/swagger-ui/index.html", "/v3/api-docs")) {
            assertThat(status(platform.address(0) + path)).as(path).isEqualTo(path.startsWith("/v3") ? 401 : 200);
            for (int other = 1; other <= 4; other++) {
                assertThat(status(platform.address(other) + path)).as(path).isEqualTo(404);
            }
        }
    }

    @Test
    void saysInOneSentenceThatTheDataFolderIsInUse() throws Exception {
        Process second = PlatformProcess.run("up", "--data", data.toString(), "--port", "21000");

        String said = said(second);

        assertThat(second.waitFor()).isEqualTo(Platform.TROUBLE);
        assertThat(said).contains("is in use by another Rekey: end that one, or choose another with --data");
    }

    @Test
    void saysInOneSentenceWhichPortIsInUse(@TempDir Path other) throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            Process second = PlatformProcess.run(
                    "up",
                    "--data",
                    other.toString(),
                    "--smtp-port",
                    Integer.toString(taken.getLocalPort()),
                    "--port",
                    Integer.toString(io.rekey.local.run.PlatformPorts.free().identity()));

            String said = said(second);

            assertThat(second.waitFor()).isEqualTo(Platform.TROUBLE);
            assertThat(said).contains("rekey: Port " + taken.getLocalPort() + " for the SMTP inbox is in use");
            assertThat(said).doesNotContain("\tat ");
        }
    }

    private static void signAdaIn() throws Exception {
        Account account = platform.account("ada");
        Browser browser = platform.installation().newBrowser();
        Authenticator adasPhone = phone(account);
        new SignIn(browser).complete(account, adasPhone, false);
        ada = new Administrator(account, browser, adasPhone);
    }

    /** Somebody new who has set up from the mailed invitation. */
    private static Account member(String name) throws InterruptedException {
        String username = name + "-" + UUID.randomUUID().toString().substring(0, 6);
        Account invited = new Account(username, username + "@acme.example", "a quiet harbor at dawn", "", List.of());
        ada.invite(username, invited.email(), name, "USER");
        SetUp setUp = new SetUp(platform.installation().newBrowser());
        setUp.open(linkTo(invited, Instant.EPOCH), invited.password()).expect(200);
        String otpauth = setUp.begin("google");
        Answer confirmation = setUp.confirm(
                        phone(invited.with(otpauth, List.of())).freshCode())
                .expect(200);
        return invited.with(otpauth, SetUp.backupCodes(confirmation));
    }

    private static String reset(Account target) {
        String id = ada.users(target.username())
                .json()
                .path("users")
                .path(0)
                .path("userId")
                .asString();
        String proof = ada.stepUp("mfa:reset", id);
        return ada.reset(id, proof, UUID.randomUUID().toString(), "Lost phone", "HD-1")
                .expect(202)
                .json()
                .path("resets")
                .path(0)
                .path("resetId")
                .asString();
    }

    private static String linkTo(Account account, Instant since) throws InterruptedException {
        return platform.installation()
                .openInbox()
                .awaitLink(account.email(), since, Duration.ofSeconds(30))
                .token()
                .orElseThrow();
    }

    private static Authenticator phone(Account account) {
        return Authenticator.of(account.authenticator(), CLOCK, Waiting.silent());
    }

    private static int status(String address) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(address).toURL().openConnection();
        return connection.getResponseCode();
    }

    private static String said(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
