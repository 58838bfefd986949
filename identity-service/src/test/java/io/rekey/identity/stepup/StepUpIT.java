package io.rekey.identity.stepup;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.Race;
import io.rekey.identity.RunningIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R34: a proof is single use, five minutes long, and for one person, session, action and list of targets. */
class StepUpIT extends RunningIdentity {

    private Person ada;
    private Person marta;
    private Person jonas;
    private Browser adas;

    @BeforeEach
    void signIn() {
        ada = administrator();
        marta = user();
        jonas = user();
        adas = signedIn(ada);
    }

    @Test
    void saysWhereToGetAProofIfThereIsNone() {
        Answer answer = adas.post("/api/v1/resets", order(marta), Map.of("Idempotency-Key", "k"));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.problem()).isEqualTo("step-up-required");
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).contains("insufficient_user_authentication"));
        assertThat(answer.string("detail")).contains("/api/v1/step-up", "Rekey-Step-Up");
        assertThat(answer.string("action")).isEqualTo("mfa:reset");
        assertThat(read(marta).epoch()).isEqualTo(1);
    }

    @Test
    void takesAProofOnce() {
        String proof = adas.proof(ada, "mfa:reset", marta.id());
        assertThat(reset(adas, "k1", proof, order(marta)).status()).isEqualTo(202);
        assertRefused(reset(adas, "k2", proof, order(marta)));
        assertThat(read(marta).epoch()).isEqualTo(2);
    }

    @Test
    void takesItInTheWholeOfItsFiveMinutesAndNotLonger() {
        String early = adas.proof(ada, "mfa:reset", marta.id());
        String late = adas.proof(ada, "mfa:reset", marta.id());
        clock.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(reset(adas, "k1", early, order(marta)).status()).isEqualTo(202);
        clock.advance(Duration.ofMillis(1));
        assertRefused(reset(adas, "k2", late, order(marta)));
    }

    @Test
    void takesItForExactlyItsTargetsInAnyOrder() {
        assertRefused(reset(adas, "k", adas.proof(ada, "mfa:reset", jonas.id()), order(marta)));
        assertRefused(reset(adas, "k", adas.proof(ada, "mfa:reset", marta.id()), order(marta, jonas)));
        assertRefused(reset(adas, "k", adas.proof(ada, "mfa:reset", marta.id(), jonas.id()), order(marta)));
        assertThat(read(marta).epoch()).isEqualTo(1);
        String both = adas.proof(ada, "mfa:reset", jonas.id(), marta.id());
        assertThat(reset(adas, "k", both, order(marta, jonas)).status()).isEqualTo(202);
    }

    @Test
    void takesItForItsActionOnly() {
        assertRefused(reset(adas, "k", adas.proof(ada, "device:revoke", marta.id()), order(marta)));
    }

    @Test
    void takesItFromItsPersonInItsSessionOnly() {
        Person grace = administrator();
        assertRefused(reset(adas, "k", signedIn(grace).proof(grace, "mfa:reset", marta.id()), order(marta)));
        assertRefused(reset(adas, "k", signedIn(ada).proof(ada, "mfa:reset", marta.id()), order(marta)));
        assertThat(read(marta).epoch()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "{\"$ne\":1}", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void takesNothingThatItDidNotIssue(String proof) {
        assertRefused(reset(adas, "k", proof, order(marta)));
    }

    /** A09, I8. */
    @Test
    void letsExactlyOneOfTwentyParallelUsesThrough() throws Exception {
        String proof = adas.proof(ada, "mfa:reset", marta.id());
        List<Callable<Integer>> racers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String key = "k" + i;
            racers.add(() -> reset(adas.twin(), key, proof, order(marta)).status());
        }
        List<Integer> statuses = Race.of(racers);
        assertThat(statuses).containsOnly(202, 401).containsOnlyOnce(202);
        assertThat(read(marta).epoch()).isEqualTo(2);
    }

    @Test
    void givesNoProofForAWrongPasswordAndChargesTheGuess() {
        for (int guess = 1; guess <= 5; guess++) {
            assertThat(prove("wrong horse").status()).isEqualTo(403);
        }
        assertThat(read(ada).guesses().count()).isEqualTo(5);
        assertThat(prove(ada.password()).status()).isEqualTo(403);
        clock.advance(Duration.ofSeconds(30));
        assertThat(prove(ada.password()).status()).isEqualTo(201);
    }

    @Test
    void givesAProofToNobodyWithoutASession() {
        Map<String, ?> wanted =
                Map.of("action", "mfa:reset", "targets", List.of(marta.id()), "password", ada.password());
        assertThat(browser().post("/api/v1/step-up", wanted).status()).isEqualTo(401);
    }

    private Answer prove(String password) {
        return adas.post(
                "/api/v1/step-up", Map.of("action", "mfa:reset", "targets", List.of(marta.id()), "password", password));
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.problem()).isEqualTo("step-up-required");
    }

    private static Map<String, ?> order(Person... targets) {
        return Map.of(
                "userIds", java.util.Arrays.stream(targets).map(Person::id).toList(), "reason", "lost phone");
    }
}
