package io.rekey.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.identity.SignInSucceeded;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.MfaStandIn;
import io.rekey.identity.Person;
import io.rekey.identity.Race;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.user.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class SignInIT extends RunningIdentity {

    @Test
    void takesACodeWithoutAWordAboutTrust() {
        Person marta = user();
        Browser browser = browser();
        browser.signIn(marta);
        Answer answer =
                browser.post("/api/v1/sign-in/second-factor", Map.of("code", mfa.codeFor(marta.id())), Map.of());
        assertThat(answer.state()).isEqualTo("SIGNED_IN");
        assertThat(browser.cookie(Browser.DEVICE)).isNull();
    }

    @Test
    void asksForASecondFactorAndTakesItsCodeOnce() {
        Person marta = user();
        Browser browser = browser();
        Answer step = browser.signIn(marta);
        assertThat(step.state()).isEqualTo("SECOND_FACTOR_REQUIRED");
        assertThat(step.body().path("providers").toString()).isEqualTo("[\"google\"]");
        assertThat(browser.isSignedIn()).isFalse();

        String code = mfa.codeFor(marta.id());
        assertThat(browser.code(code).state()).isEqualTo("SIGNED_IN");
        assertThat(browser.isSignedIn()).isTrue();
        assertThat(browser.cookie(Browser.FLOW)).isNull();
        assertThat(eventsAbout(marta, SignInSucceeded.class))
                .extracting(SignInSucceeded::method, SignInSucceeded::epoch)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("totp", 1L));

        Browser other = browser();
        other.signIn(marta);
        assertThat(other.code(code).problem()).isEqualTo("code-already-used");
        assertThat(other.isSignedIn()).isFalse();
    }

    /** R10, R11, S13. */
    @Test
    void takesABackupCodeOnceAndShowsWhatReplacesIt() {
        Person marta = user();
        String code = mfa.backupCodeFor(marta.id(), "USER", 1);
        Browser browser = browser();
        assertThat(browser.backupCode(code).problem()).as("without a password").isEqualTo("start-again");
        browser.signIn(marta);
        Answer answer = browser.backupCode(code);
        assertThat(answer.state()).isEqualTo("SIGNED_IN");
        String replacement = answer.string("replacementCode");
        assertThat(replacement).isNotBlank().isNotEqualTo(code);

        Browser again = browser();
        again.signIn(marta);
        assertThat(again.backupCode(code).problem()).isEqualTo("wrong-code");
        assertThat(again.backupCode(replacement).state()).isEqualTo("SIGNED_IN");
    }

    @Test
    void takesTwoCodesInARowFromAClockThatIsOff() {
        Person marta = user();
        Browser browser = browser();
        browser.signIn(marta);
        Map<String, String> wrong = Map.of("firstCode", "000001", "secondCode", "000002");
        assertThat(browser.post("/api/v1/sign-in/resynchronization", wrong).problem())
                .isEqualTo("wrong-code");
        Map<String, String> right = Map.of("firstCode", mfa.codeFor(marta.id()), "secondCode", mfa.codeFor(marta.id()));
        assertThat(browser.post("/api/v1/sign-in/resynchronization", right).state())
                .isEqualTo("SIGNED_IN");
        assertThat(browser.isSignedIn()).isTrue();
    }

    /** One sign-in, one session: its id is derived (PROTOCOL 2.4, I8). */
    @Test
    void makesOneSessionOfManyRightAnswersAtOnce() throws Exception {
        Person marta = user();
        Browser browser = browser();
        browser.signIn(marta);
        List<Callable<Answer>> racers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String code = mfa.codeFor(marta.id());
            racers.add(() -> browser.twin().code(code));
        }
        assertThat(Race.of(racers)).extracting(Answer::state).contains("SIGNED_IN");
        assertThat(sessionsOf(marta)).isEqualTo(1);
        assertThat(browser.twin().code(mfa.codeFor(marta.id())).problem())
                .as("the sign-in is over")
                .isEqualTo("start-again");
    }

    @Test
    void leadsAUserWithoutAFactorThroughTheSetUp() {
        Person marta = user();
        resetBySomebody(marta);
        Browser browser = browser();
        assertThat(browser.signIn(marta).state()).isEqualTo("ENROLLMENT_REQUIRED");
        assertThat(browser.isSignedIn()).isFalse();
        Answer begun = browser.begin("authy");
        assertThat(begun.string("uri")).startsWith("otpauth://totp/ACME (test):" + marta.username());
        assertThat(begun.string("qrSvg")).startsWith("<svg");
        assertThat(browser.confirm("000000").problem()).isEqualTo("wrong-code");
        Answer finished = browser.confirm(MfaStandIn.FIRST_CODE);
        assertThat(finished.state()).isEqualTo("SIGNED_IN");
        assertThat(finished.body().path("backupCodes").size()).isEqualTo(10);
        assertThat(browser.isSignedIn()).isTrue();
        assertThat(read(marta).liveFactors()).extracting("provider").containsExactly("authy");
        assertThat(signedIn(marta).isSignedIn()).isTrue();
    }

    @Test
    void offersOnlyWhatCanBeSetUp() {
        Person marta = user();
        resetBySomebody(marta);
        Browser browser = browser();
        browser.signIn(marta);
        for (String provider : List.of("u2fkey", "sms", "GOOGLE")) {
            assertThat(browser.begin(provider).problem()).as(provider).isEqualTo("unknown-provider");
        }
        assertThat(browser.begin("duo_security").string("provider")).isEqualTo("duo_security");
    }

    @Test
    void demandsTheLinkOfWhoAdministers() {
        Person support = people.active(mfa, ACME, Role.SUPPORT);
        resetBySomebody(support);
        Browser browser = browser();
        assertThat(browser.signIn(support).state()).isEqualTo("LINK_REQUIRED");
        assertThat(browser.begin("google").problem()).isEqualTo("start-again");
        Browser opened = browser();
        opened.openLink(mailedLink(support), support.password());
        opened.begin("google");
        assertThat(opened.confirm(MfaStandIn.FIRST_CODE).state()).isEqualTo("SET_UP");
        assertThat(opened.isSignedIn()).as("a link alone never signs in").isFalse();
    }

    @Test
    void keepsASignInForTenMinutes() {
        Person marta = user();
        Browser early = browser();
        Browser late = browser();
        early.signIn(marta);
        late.signIn(marta);
        clock.advance(Duration.ofMinutes(10).minusMillis(1));
        assertThat(early.code(mfa.codeFor(marta.id())).state()).isEqualTo("SIGNED_IN");
        clock.advance(Duration.ofMillis(1));
        assertThat(late.code(mfa.codeFor(marta.id())).problem()).isEqualTo("start-again");
    }

    /** R45, R49, S17: a new id at sign-in, and no step without the one before. */
    @Test
    void givesNewIdsAndSkipsNoStep() {
        Person marta = user();
        Browser browser = browser().cookie(Browser.SESSION, "planted").cookie(Browser.FLOW, "planted");
        browser.signIn(marta);
        String flow = browser.cookie(Browser.FLOW);
        assertThat(flow).isNotEqualTo("planted");
        assertThat(browser.begin("google").problem()).isEqualTo("start-again");
        assertThat(browser.confirm(MfaStandIn.FIRST_CODE).problem()).isEqualTo("start-again");
        browser.code(mfa.codeFor(marta.id()));
        assertThat(browser.cookie(Browser.SESSION)).isNotEqualTo("planted").isNotEqualTo(flow);
        assertThat(browser().cookie(Browser.SESSION, flow).isSignedIn()).isFalse();
    }

    private long sessionsOf(Person person) {
        return mongo.getCollection("sessions").countDocuments(new Document("userId", person.id()));
    }
}
