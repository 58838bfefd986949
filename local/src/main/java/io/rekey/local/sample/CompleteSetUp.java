package io.rekey.local.sample;

import io.rekey.journey.Account;
import io.rekey.journey.Answer;
import io.rekey.journey.Authenticator;
import io.rekey.journey.Authenticator.Waiting;
import io.rekey.journey.Inbox;
import io.rekey.journey.Installation;
import io.rekey.journey.SetUp;
import io.rekey.journey.SignIn;
import io.rekey.local.run.PlatformException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sets a sample account up from its mail. What the person would remember is stored before the set-up is confirmed: if the
 * process dies in between, the next start finds out which of the two it was.
 */
final class CompleteSetUp {

    private static final Duration MAIL = Duration.ofSeconds(60);
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private final SampleAccountFile file;
    private final Installation installation;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Authenticator> authenticators = new HashMap<>();

    CompleteSetUp(SampleAccountFile file, Installation installation) {
        this.file = file;
        this.installation = installation;
    }

    /** The account as the file has it, complete. */
    Account ensure(SampleAccount wanted) throws PlatformException, InterruptedException {
        SampleAccount known = file.find(wanted.username()).orElse(wanted);
        if (known.complete()) {
            return known.account();
        }
        if (wasConfirmed(known)) {
            file.put(known.completed(List.of()));
            return known.account();
        }
        return fromMail(known);
    }

    /** One per account: it remembers which codes it gave. */
    Authenticator authenticatorOf(Account account) {
        return authenticators.computeIfAbsent(
                account.authenticator(), uri -> Authenticator.of(uri, Clock.systemUTC(), Waiting.silent()));
    }

    private Account fromMail(SampleAccount invited) throws PlatformException, InterruptedException {
        Inbox.Mail mail = installation.openInbox().awaitLink(invited.email(), Instant.EPOCH, MAIL);
        String password = newPassword();
        SetUp setUp = new SetUp(installation.newBrowser());
        setUp.open(mail.token().orElseThrow(), password).expect(200);
        SampleAccount prepared = invited.prepared(password, setUp.begin("google"));
        file.put(prepared);
        Answer confirmation =
                setUp.confirm(authenticatorOf(prepared.account()).freshCode()).expect(200);
        SampleAccount complete = prepared.completed(SetUp.backupCodes(confirmation));
        file.put(complete);
        return complete.account();
    }

    private boolean wasConfirmed(SampleAccount prepared) throws InterruptedException {
        if (prepared.authenticator().isEmpty()) {
            return false;
        }
        Account account = prepared.account();
        SignIn signIn = new SignIn(installation.newBrowser());
        return signIn.password(account).status() == 200
                && signIn.code(authenticatorOf(account).freshCode(), false).status() == 200;
    }

    /** Twelve letters and digits that nobody mistakes for one another: about 59 bits. */
    private String newPassword() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            password.append(i > 0 && i % 4 == 0 ? "-" : "").append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return password.toString();
    }
}
