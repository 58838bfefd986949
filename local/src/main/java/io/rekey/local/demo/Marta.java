package io.rekey.local.demo;

import io.rekey.journey.Account;
import io.rekey.journey.Authenticator;
import io.rekey.journey.Authenticator.Waiting;
import io.rekey.journey.Browser;
import io.rekey.journey.Installation;
import io.rekey.journey.SetUp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The user of the story: what she knows, holds and has open. Somebody new at each performance. */
final class Marta {

    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PASSWORD = "a long walk by the river";

    private final Installation installation;
    private final Clock clock;
    private final Waiting waiting;
    private Account account;
    private Authenticator phone;

    /** Where she is signed in, and which she trusts. */
    final Browser desktop;
    /** Where a sign-in waits for its code. */
    final Browser elsewhere;

    Marta(Installation installation, Clock clock, Waiting waiting) {
        this.installation = installation;
        this.clock = clock;
        this.waiting = waiting;
        this.desktop = installation.newBrowser();
        this.elsewhere = installation.newBrowser();
        String name = "marta-" + UUID.randomUUID().toString().substring(0, 6);
        this.account = new Account(name, name + "@acme.example", PASSWORD, "", List.of());
        this.phone = Authenticator.of("otpauth://totp/none?secret=AA", clock, waiting);
    }

    Account account() {
        return account;
    }

    Authenticator phone() {
        return phone;
    }

    /** Sets up from a mailed link; she keeps the new phone and the backup codes. @return how it ended, in a few words */
    String setUp(Browser browser, String token) throws InterruptedException {
        SetUp setUp = new SetUp(browser);
        setUp.open(token, PASSWORD).expect(200);
        String otpauth = setUp.begin("google");
        phone = Authenticator.of(otpauth, clock, waiting);
        List<String> backupCodes =
                SetUp.backupCodes(setUp.confirm(phone.freshCode()).expect(200));
        account = account.with(otpauth, backupCodes);
        return backupCodes.size() + " backup codes";
    }

    /** The token of the latest link mailed to her since an instant. */
    String mailedToken(Instant since) throws InterruptedException {
        return installation
                .openInbox()
                .awaitLink(account.email(), since, PATIENCE)
                .token()
                .orElseThrow();
    }
}
