package io.rekey.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.MfaStandIn;
import io.rekey.identity.Person;
import io.rekey.identity.Race;
import io.rekey.identity.RunningIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** L11, L13, I4, I8: several finish the same set-up, through whichever door. */
class SetUpRaceIT extends RunningIdentity {

    private static final int ROUNDS = 50;

    @Test
    void hasExactlyOneWinnerAmongLinkAndDirectFinishers() throws Exception {
        Person ada = administrator();
        Browser adas = signedIn(ada);
        for (int round = 0; round < ROUNDS; round++) {
            Person marta = user();
            reset(adas, ada, "k" + marta.id(), marta);
            Browser byLink = browser();
            byLink.openLink(mailedLink(marta), marta.password());
            Browser direct = browser();
            direct.signIn(marta);
            List<Callable<String>> racers = List.of(() -> finish(byLink, "google"), () -> finish(direct, "authy"));
            List<String> states = Race.of(racers);
            assertThat(states).as("round " + round).containsAnyOf("SET_UP", "SIGNED_IN");
            assertThat(states.stream().filter(state -> state.equals("SET_UP") || state.equals("SIGNED_IN")))
                    .as("round " + round + ": " + states)
                    .hasSize(1);
            assertThat(read(marta).liveFactors()).as("round " + round).hasSize(1);
            clock.advance(Duration.ofSeconds(1));
        }
    }

    /** One reservation, confirmed several times at once. */
    @Test
    void hasOneFactorWhenOneTabConfirmsManyTimesAtOnce() throws Exception {
        for (int round = 0; round < 10; round++) {
            Person marta = user();
            resetBySomebody(marta);
            Browser tab = browser();
            tab.signIn(marta);
            tab.begin("google");
            List<Callable<Answer>> racers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                racers.add(() -> tab.twin().confirm(MfaStandIn.FIRST_CODE));
            }
            assertThat(Race.of(racers)).extracting(Answer::state).contains("SIGNED_IN");
            assertThat(read(marta).liveFactors()).as("round " + round).hasSize(1);
        }
    }

    /** Never an active factor of before the reset, whichever came first. */
    @Test
    void leavesNothingOfBeforeAResetThatComesAtTheSameMoment() throws Exception {
        Person ada = administrator();
        Browser adas = signedIn(ada);
        for (int round = 0; round < 15; round++) {
            Person marta = user();
            reset(adas, ada, "k1" + marta.id(), marta);
            Browser tab = browser();
            tab.openLink(mailedLink(marta), marta.password());
            tab.begin("google");
            String proof = adas.proof(ada, "mfa:reset", marta.id());
            List<Callable<Object>> racers = new ArrayList<>();
            racers.add(() -> tab.confirm(MfaStandIn.FIRST_CODE).status());
            racers.add(() -> reset(
                            adas.twin(),
                            "k2" + marta.id(),
                            proof,
                            Map.of("userIds", List.of(marta.id()), "reason", "r"))
                    .status());
            assertThat(Race.of(racers).getLast()).isEqualTo(202);
            assertThat(read(marta).hasLiveFactor()).as("round " + round).isFalse();
            assertThat(browser().signIn(marta).state()).as("a way back").isEqualTo("ENROLLMENT_REQUIRED");
        }
    }

    @Test
    void tellsTheSecondTabThatAnotherIsUnderWayUntilItRunsOut() {
        Person marta = user();
        resetBySomebody(marta);
        Browser first = browser();
        first.signIn(marta);
        String secret = first.begin("google").string("secret");
        assertThat(first.begin("google").string("secret")).as("asked again").isEqualTo(secret);
        Browser second = browser();
        second.signIn(marta);
        assertThat(second.begin("google").problem()).isEqualTo("set-up-under-way");
        assertThat(first.begin("authy").string("secret")).as("another provider").isNotEqualTo(secret);
        clock.advance(Duration.ofMinutes(9));
        Browser third = browser();
        third.signIn(marta);
        clock.advance(Duration.ofMinutes(1).plusMillis(1));
        assertThat(third.begin("google").status()).isEqualTo(200);
        assertThat(third.confirm(MfaStandIn.FIRST_CODE).state()).isEqualTo("SIGNED_IN");
    }

    private static String finish(Browser browser, String provider) {
        browser.begin(provider);
        return browser.confirm(MfaStandIn.FIRST_CODE).state();
    }
}
