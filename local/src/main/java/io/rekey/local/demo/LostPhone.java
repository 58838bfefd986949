package io.rekey.local.demo;

import io.rekey.journey.Account;
import io.rekey.journey.Administrator;
import io.rekey.journey.Answer;
import io.rekey.journey.Authenticator;
import io.rekey.journey.Browser;
import io.rekey.journey.Installation;
import io.rekey.journey.SetUp;
import io.rekey.journey.SignIn;
import io.rekey.journey.UnexpectedException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * The lost-phone journey on a running Rekey, over HTTP, SMTP and Kafka: somebody has a phone, a trusted browser and a
 * session; an administrator resets them; nothing old opens the account; the person comes back by the mailed link. It makes
 * a user of its own, so it may be played on any installation any number of times.
 */
public final class LostPhone {

    private final Installation installation;
    private final Account ada;
    private final Transcript transcript;
    private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);
    private final Authenticator adasPhone;
    private final Administrator administrator;
    private final SignIn administratorsSignIn;
    private final Marta marta;
    private String martaId = "";

    private LostPhone(Installation installation, Account ada, PrintStream out) {
        this.installation = installation;
        this.ada = ada;
        this.transcript = new Transcript(out);
        Browser adasBrowser = installation.newBrowser();
        this.adasPhone = Authenticator.of(ada.authenticator(), clock, this::waiting);
        this.administrator = new Administrator(ada, adasBrowser, adasPhone);
        this.administratorsSignIn = new SignIn(adasBrowser);
        this.marta = new Marta(installation, clock, this::waiting);
    }

    /**
     * Plays it.
     *
     * @param ada an administrator of the installation
     * @return how many steps held: all
     * @throws StepFailedException at the first step that did not hold
     */
    public static int play(Installation installation, Account ada, PrintStream out)
            throws StepFailedException, InterruptedException {
        LostPhone journey = new LostPhone(installation, ada, out);
        try (EventsHeard events = EventsHeard.listen(installation.kafka())) {
            journey.before();
            Reset reset = journey.reset();
            journey.nothingOldOpensTheAccount();
            journey.cleanUp(reset, events);
            journey.wayBack(reset);
            journey.afterwards(reset);
        }
        return journey.transcript.steps();
    }

    private void before() throws StepFailedException, InterruptedException {
        transcript.chapter("Before: Marta has a phone, backup codes, a trusted browser and a session");
        transcript.step("Ada, who administers Acme, signs in with password and code", () -> {
            return administratorsSignIn.complete(ada, adasPhone, false).text("state");
        });
        transcript.step("Ada invites Marta; Marta sets up from the mail", () -> {
            Instant since = clock.instant();
            martaId = administrator.invite(
                    marta.account().username(), marta.account().email(), "Marta Okafor", "USER");
            return marta.setUp(installation.newBrowser(), marta.mailedToken(since));
        });
        transcript.step("Marta signs in with password and code and trusts her browser", () -> {
            new SignIn(marta.desktop).complete(marta.account(), marta.phone(), true);
            return marta.desktop.hasCookie(SignIn.DEVICE_COOKIE) ? "session, trusted browser" : "session";
        });
        transcript.step(
                "Somewhere else, a sign-in of hers waits for its code",
                () -> new SignIn(marta.elsewhere)
                        .password(marta.account())
                        .expect(200)
                        .expect("state", "SECOND_FACTOR_REQUIRED")
                        .text("state"));
    }

    private Reset reset() throws StepFailedException, InterruptedException {
        transcript.chapter("The phone is gone: Ada resets Marta's second factor");
        String key = UUID.randomUUID().toString();
        transcript.step("without a fresh proof that it is Ada, nothing happens", () -> {
            Answer refused = administrator.resetWithoutProof(martaId, key).expect(401);
            return refused.described();
        });
        Reset[] accepted = new Reset[1];
        Instant asked = clock.instant();
        transcript.step("with a code of Ada's own phone, made for exactly this: accepted", () -> {
            String proof = administrator.stepUp("mfa:reset", martaId);
            Answer answer = administrator
                    .reset(martaId, proof, key, "Lost phone, identity checked by video", "HD-2041")
                    .expect(202);
            JsonNode verdict = answer.json().path("resets").path(0);
            accepted[0] = new Reset(verdict.path("resetId").asString(""), asked);
            return "202 in " + answer.took().toMillis() + " ms, epoch "
                    + verdict.path("epoch").asLong();
        });
        return accepted[0];
    }

    private void nothingOldOpensTheAccount() throws StepFailedException, InterruptedException {
        transcript.chapter("From that answer on, nothing old opens Marta's account");
        transcript.step("the old session is over", () -> refused(new SignIn(marta.desktop).session(), 401));
        transcript.step(
                "the trusted browser is not trusted any more",
                () -> notSignedIn(new SignIn(marta.desktop.copy()).password(marta.account())));
        transcript.step(
                "an old backup code does not finish the waiting sign-in",
                () -> notSignedIn(new SignIn(marta.elsewhere)
                        .backupCode(marta.account().backupCodes().getFirst())));
        transcript.step(
                "an old code of the phone does not finish it either",
                () -> notSignedIn(new SignIn(marta.elsewhere).code(marta.phone().freshCode(), false)));
    }

    private void cleanUp(Reset reset, EventsHeard events) throws StepFailedException, InterruptedException {
        transcript.chapter("Meanwhile, over Kafka and SMTP");
        transcript.step(
                "identity-service published MfaResetRequested", () -> heard(events, "MfaResetRequested", reset));
        transcript.step("mfa-service cleared the phone's enrollment", () -> heard(events, "EnrollmentsCleared", reset));
        transcript.step(
                "device-service purged the trusted browser", () -> heard(events, "TrustedDevicesPurged", reset));
        transcript.step("notification-service handed the mail over", () -> heard(events, "MailHandedOver", reset));
        transcript.step("Ada sees it all in the reset's progress", () -> {
            Answer progress = administrator.progress(reset.id()).expect("state", "AWAITING_ENROLLMENT");
            progress.json().path("effects").forEach(effect -> noteEffect(progress, effect));
            return progress.text("state");
        });
    }

    private void noteEffect(Answer progress, JsonNode effect) {
        transcript.note("%-20s %-21s %-5s after %d ms"
                .formatted(
                        effect.path("effect").asString(""),
                        effect.path("service").asString(""),
                        effect.path("state").asString(""),
                        after(progress.text("acceptedAt"), effect.path("at").asString(""))));
    }

    private void wayBack(Reset reset) throws StepFailedException, InterruptedException {
        transcript.chapter("Marta comes back by the mailed link");
        transcript.step("the mail is in her inbox, with one link", () -> {
            marta.mailedToken(reset.asked());
            return "1 link";
        });
        String token = marta.mailedToken(reset.asked());
        Browser newPhone = installation.newBrowser();
        transcript.step("looking at the link changes nothing", () -> {
            newPhone.get("/set-up/" + token).expect(303);
            Answer page = newPhone.get("/set-up").expect(200);
            return page.body().contains(marta.account().username()) ? "a page that names her" : "a page";
        });
        transcript.step(
                "the link without her password opens nothing",
                () -> refused(new SetUp(newPhone).open(token, "not her password"), 401));
        Authenticator lost = marta.phone();
        transcript.step(
                "link, password, new authenticator, six digits, backup codes", () -> marta.setUp(newPhone, token));
        transcript.step(
                "the same link a second time is dead",
                () -> refused(
                        new SetUp(installation.newBrowser())
                                .open(token, marta.account().password()),
                        410));
        transcript.step("the lost phone still opens nothing", () -> {
            SignIn thief = new SignIn(installation.newBrowser());
            thief.password(marta.account()).expect("state", "SECOND_FACTOR_REQUIRED");
            return notSignedIn(thief.code(lost.presentCode(), false)); // was never taken: not refused for being used
        });
    }

    private void afterwards(Reset reset) throws StepFailedException, InterruptedException {
        transcript.step(
                "the reset is completed",
                () -> administrator
                        .progress(reset.id())
                        .expect("state", "COMPLETED")
                        .text("state"));
        transcript.step(
                "Marta signs in with her new phone",
                () -> new SignIn(installation.newBrowser())
                        .complete(marta.account(), marta.phone(), false)
                        .text("state"));
    }

    private String heard(EventsHeard events, String type, Reset reset) {
        Instant accepted = events.await("MfaResetRequested", martaId, reset.asked(), Marta.PATIENCE)
                .at();
        EventsHeard.Heard event = events.await(type, martaId, reset.asked(), Marta.PATIENCE);
        return event.topic() + ", +" + Duration.between(accepted, event.at()).toMillis() + " ms";
    }

    private void waiting(Duration pause) {
        transcript.note("(waits " + pause.toSeconds()
                + " s for a code that was never used, so that nothing is refused only for being used)");
    }

    private static String refused(Answer answer, int status) {
        return answer.expect(status).described();
    }

    /** Refused, or led elsewhere: but no session. A server's error, or a pause, proves nothing. */
    private static String notSignedIn(Answer answer) {
        boolean forAnotherReason = answer.status() >= 500 || answer.problem().equals("paused");
        if (answer.text("state").equals("SIGNED_IN") || forAnotherReason) {
            throw new UnexpectedException("no way in", answer.described());
        }
        return answer.described();
    }

    private static long after(String accepted, String done) {
        return done.isEmpty()
                ? 0
                : Duration.between(Instant.parse(accepted), Instant.parse(done)).toMillis();
    }

    private record Reset(String id, Instant asked) {}
}
