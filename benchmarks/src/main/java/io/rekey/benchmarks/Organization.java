package io.rekey.benchmarks;

import io.rekey.journey.Account;
import io.rekey.journey.Administrator;
import io.rekey.journey.Authenticator;
import io.rekey.journey.Authenticator.Waiting;
import io.rekey.journey.Browser;
import io.rekey.journey.Installation;
import io.rekey.journey.SetUp;
import io.rekey.journey.SignIn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The organization that is measured, as its administrator sees it. */
final class Organization {

    private static final String PASSWORD = "a long walk by the river";
    private static final Duration MAIL = Duration.ofMinutes(5);
    private static final int FILE = 5_000;

    private final Installation installation;
    private final Account ada;
    private final Clock clock = Clock.systemUTC();
    private final Authenticator adasPhone;
    private Administrator administrator;
    private Browser browser;
    private int users = 1;

    Organization(Installation installation, Account ada) throws InterruptedException {
        this.installation = installation;
        this.ada = ada;
        this.adasPhone = Authenticator.of(ada.authenticator(), clock, Waiting.silent());
        this.browser = installation.newBrowser();
        this.administrator = new Administrator(ada, browser, adasPhone);
        signIn();
        // What is measured is a reset, not waiting for the next code of a phone.
        administrator.changePolicy(Map.of("stepUp", "PASSWORD", "resetsPerHour", 100_000));
    }

    /** Imports people by CSV until there are that many. @return how long it took, in nanoseconds */
    long growTo(int wanted) throws InterruptedException {
        long began = System.nanoTime();
        while (users < wanted) {
            int next = Math.min(FILE, wanted - users);
            String file = IntStream.range(users, users + next)
                    .mapToObj(number -> "person%d,person%d@acme.example,Person %d".formatted(number, number, number))
                    .collect(Collectors.joining("\n", "username,email,name\n", "\n"));
            administrator.importUsers(file).expect(200);
            users += next;
        }
        return System.nanoTime() - began;
    }

    /** Somebody new who has set up from the mail and whose phone's present code is unused. */
    Member member() throws InterruptedException {
        String name = "member-" + UUID.randomUUID().toString().substring(0, 8);
        Account invited = new Account(name, name + "@acme.example", PASSWORD, "", List.of());
        Instant since = clock.instant();
        String id = administrator.invite(name, invited.email(), name, "USER");
        String token = installation
                .openInbox()
                .awaitLink(invited.email(), since, MAIL)
                .token()
                .orElseThrow();
        users++;
        SetUp setUp = new SetUp(installation.newBrowser());
        setUp.open(token, PASSWORD).expect(200);
        String otpauth = setUp.begin("google");
        Authenticator phone = Authenticator.of(otpauth, clock, Waiting.silent());
        setUp.confirm(phone.freshCode()).expect(200);
        return new Member(id, invited.with(otpauth, List.of()), phone, installation.newBrowser());
    }

    /** A reset's own cost: the proof is made before. @return nanoseconds */
    long reset(Member member) {
        String proof = administrator.stepUp("mfa:reset", member.id());
        return administrator
                .reset(member.id(), proof, UUID.randomUUID().toString(), "Benchmark", "B-1")
                .expect(202)
                .took()
                .toNanos();
    }

    private void signIn() throws InterruptedException {
        new SignIn(browser).complete(ada, adasPhone, false);
    }

    /** @param id of the user */
    record Member(String id, Account account, Authenticator phone, Browser browser) {}
}
