package io.rekey.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.Actor;
import io.rekey.events.identity.SignInSucceeded;
import io.rekey.events.identity.TwoFactorResumed;
import io.rekey.events.identity.TwoFactorSuspended;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Decisions;
import io.rekey.identity.Person;
import io.rekey.identity.Race;
import io.rekey.identity.user.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Break-glass: passwords alone sign in, for a reason, for a while, and everybody who should know is told (R36). */
@ExtendWith(OutputCaptureExtension.class)
class TwoFactorSuspensionIT extends PolicyCalls {

    private static final String SUSPENSION = "/api/v1/platform/two-factor-suspension";

    @Autowired
    private SuspendTwoFactor suspendTwoFactor;

    private Person olga;
    private Browser olgas;
    private Person marta;

    @BeforeEach
    void signIn() {
        olga = operator();
        olgas = signedIn(olga);
        marta = user();
    }

    @AfterEach
    void restore() {
        Decisions.forgetPlatform(mongo);
    }

    @Test
    void letsPasswordsAloneSignInUntilItEndsByItself() {
        assertThat(browser().signIn(marta).state()).isEqualTo("SECOND_FACTOR_REQUIRED");
        Answer answer = suspend("1h");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.body().path("suspended").asBoolean()).isTrue();
        assertThat(answer.string("until")).isEqualTo(inAnHour().toString());

        Browser martas = browser();
        assertThat(martas.signIn(marta).state()).isEqualTo("SIGNED_IN");
        assertThat(martas.isSignedIn()).isTrue();
        assertThat(eventsAbout(marta, SignInSucceeded.class))
                .extracting(SignInSucceeded::method)
                .containsExactly("password");
        assertThat(browser().signIn(marta.username(), "wrong horse").status()).isEqualTo(401);

        clock.advance(Duration.ofHours(1).minusMillis(1));
        assertThat(browser().signIn(marta).state()).isEqualTo("SIGNED_IN");
        clock.advance(Duration.ofMillis(1));
        assertThat(browser().signIn(marta).state()).isEqualTo("SECOND_FACTOR_REQUIRED");
    }

    @Test
    void isShownWithItsEndReasonAndWhoBeganIt() {
        assertThat(olgas.get(SUSPENSION).body().path("suspended").asBoolean(true))
                .isFalse();
        Browser adas = signedIn(administrator());
        suspend("1h");
        Answer shown = olgas.get(SUSPENSION);
        assertThat(shown.body().path("suspended").asBoolean()).isTrue();
        assertThat(shown.string("until")).isEqualTo(inAnHour().toString());
        assertThat(shown.string("reason")).isEqualTo("all providers fail");
        assertThat(shown.string("by")).isEqualTo(olga.id());
        assertThat(adas.get("/api/v1/policy").string("twoFactorSuspendedUntil"))
                .isEqualTo(inAnHour().toString());
        clock.advance(Duration.ofHours(1));
        assertThat(signedIn(olga).get(SUSPENSION).body().path("suspended").asBoolean(true))
                .isFalse();
    }

    @Test
    void endsAtOnceWhenToldTo() {
        suspend("1h");
        assertThat(resume().status()).isEqualTo(204);
        assertThat(browser().signIn(marta).state()).isEqualTo("SECOND_FACTOR_REQUIRED");
        assertThat(said(olga, TwoFactorResumed.class))
                .singleElement()
                .satisfies(event -> assertThat(event.actor()).isEqualTo(Actor.user(olga.id())));
        assertThat(resume().status()).as("again").isEqualTo(204);
        assertThat(said(olga, TwoFactorResumed.class)).hasSize(1);
    }

    @Test
    void tellsThoseWhoAdminister() {
        people.active(mfa, ACME, Role.SUPPORT);
        suspend("1h");
        assertThat(said(olga, TwoFactorSuspended.class)).singleElement().satisfies(event -> {
            assertThat(event.organizationId()).isEqualTo("platform");
            assertThat(event.until()).isEqualTo(inAnHour());
            assertThat(event.reason()).isEqualTo("all providers fail");
            assertThat(event.actor()).isEqualTo(Actor.user(olga.id()));
            assertThat(event.mayKnow())
                    .isNotEmpty()
                    .hasSizeLessThanOrEqualTo(20)
                    .doesNotHaveDuplicates();
            assertThat(users.findAll(event.mayKnow()))
                    .allSatisfy(told -> assertThat(told.highestRole()).isGreaterThanOrEqualTo(Role.ADMINISTRATOR));
        });
    }

    @Test
    void saysInTheLogThatItBeganAndEndedAndNoWordOfTheReason(CapturedOutput log) {
        suspend("1h");
        resume();
        assertThat(log.getAll())
                .contains("two factors are suspended: passwords alone sign in on the whole platform")
                .contains("two factors are asked for again")
                .doesNotContain("all providers fail");
    }

    @Test
    void tellsOnceThatItHasEndedByItself() throws Exception {
        suspend("1h");
        suspendTwoFactor.endWhatRanOut();
        assertThat(suspendTwoFactor.present()).as("not before its time").isPresent();
        clock.advance(Duration.ofHours(1));
        Race.times(8, () -> {
            suspendTwoFactor.endWhatRanOut();
            return true;
        });
        assertThat(said(olga, TwoFactorResumed.class))
                .singleElement()
                .satisfies(event -> assertThat(event.actor()).isEqualTo(Actor.service("identity-service")));
    }

    @Test
    void beginsAnewWithTheNewEndWhenRepeated() {
        suspend("1h");
        clock.advance(Duration.ofMinutes(5));
        suspend("2h");
        clock.advance(Duration.ofMinutes(119));
        assertThat(browser().signIn(marta).state()).isEqualTo("SIGNED_IN");
        clock.advance(Duration.ofMinutes(1));
        assertThat(browser().signIn(marta).state()).isEqualTo("SECOND_FACTOR_REQUIRED");
        assertThat(said(olga, TwoFactorSuspended.class, 2)).hasSize(2);
    }

    /** One that ended unseen is told before the next begins. */
    @Test
    void tellsTheEndOfTheOneBefore() {
        suspend("1m");
        clock.advance(Duration.ofMinutes(2));
        suspend("1m");
        assertThat(said(olga, TwoFactorSuspended.class, 2)).hasSize(2);
        assertThat(said(olga, TwoFactorResumed.class)).hasSize(1);
    }

    private Answer suspend(String lifetime) {
        return put(json(Map.of("reason", "all providers fail", "lifetime", lifetime)), proof());
    }

    private Answer put(String body, String proof) {
        return send("PUT", olgas, SUSPENSION, body, proof, Map.of());
    }

    private Answer resume() {
        return send("DELETE", olgas, SUSPENSION, null, proof(), Map.of());
    }

    private String proof() {
        return olgas.proof(olga, "mfa:disable", "platform");
    }

    private Instant inAnHour() {
        return clock.instant().plus(Duration.ofHours(1));
    }
}
