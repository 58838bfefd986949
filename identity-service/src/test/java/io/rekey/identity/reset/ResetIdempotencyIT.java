package io.rekey.identity.reset;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.identity.MfaResetRequested;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.Race;
import io.rekey.identity.RunningIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** R38: a retry after a timeout neither resets twice nor kills the first link. */
class ResetIdempotencyIT extends RunningIdentity {

    private static final String NO_PROOF = "none";

    private Person ada;
    private Person marta;
    private Browser adas;

    @BeforeEach
    void signIn() {
        ada = administrator();
        marta = user();
        adas = signedIn(ada);
    }

    @Test
    void givesTheSameResetForTheSameKeyAndOrderWithoutAnotherProof() {
        Answer first = reset(adas, ada, "k", marta);
        Answer again = reset(adas, "k", NO_PROOF, order("lost phone"));
        assertThat(first.status()).isEqualTo(202);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(read(marta).epoch()).isEqualTo(2);
        assertThat(eventsAbout(marta, MfaResetRequested.class)).hasSize(1);
    }

    @Test
    void leavesTheFirstLinkAlone() {
        reset(adas, ada, "k", marta);
        String link = mailedLink(marta);
        reset(adas, ada, "k", marta);
        assertThat(browser().openLink(link, marta.password()).state()).isEqualTo("ENROLLMENT_REQUIRED");
    }

    @Test
    void refusesAnotherOrderUnderTheSameKey() {
        reset(adas, ada, "k", marta);
        for (Map<String, ?> other : List.of(
                order("stolen phone"),
                Map.of("userIds", List.of(marta.id()), "reason", "lost phone", "providers", List.of("google")),
                Map.of("userIds", List.of(marta.id()), "reason", "lost phone", "level", "ORGANIZATION"),
                Map.of("userIds", List.of(marta.id()), "reason", "lost phone", "ticket", "T-1"))) {
            Answer answer = reset(adas, "k", adas.proof(ada, "mfa:reset", marta.id()), other);
            assertThat(answer.status()).as(other.toString()).isEqualTo(422);
            assertThat(answer.problem()).isEqualTo("idempotency-key-reused");
        }
        assertThat(read(marta).epoch()).isEqualTo(2);
        assertThat(reset(adas, "k2", adas.proof(ada, "mfa:reset", marta.id()), order("stolen phone"))
                        .status())
                .isEqualTo(202);
        assertThat(read(marta).epoch()).isEqualTo(3);
    }

    @Test
    void takesSomebodyElsesKeyForAnother() {
        reset(adas, ada, "k", marta);
        Person grace = administrator();
        assertThat(reset(signedIn(grace), grace, "k", marta).status()).isEqualTo(202);
        assertThat(read(marta).epoch()).isEqualTo(3);
    }

    @Test
    void raisesTheEpochOnceForSixteenParallelRequests() throws Exception {
        List<Callable<Answer>> racers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            String proof = adas.proof(ada, "mfa:reset", marta.id());
            racers.add(() -> reset(adas.twin(), "k", proof, order("lost phone")));
        }
        List<Answer> answers = Race.of(racers);
        assertThat(answers).extracting(Answer::status).containsOnly(202);
        assertThat(answers)
                .extracting(Answer::text)
                .containsOnly(answers.getFirst().text());
        assertThat(read(marta).epoch()).isEqualTo(2);
        assertThat(eventsAbout(marta, MfaResetRequested.class)).hasSize(1);
    }

    /** A13: each of two administrators is answered, one link is left, and the epochs have no hole (I4, I5). */
    @Test
    void countsEveryOfManyParallelResets() throws Exception {
        List<Callable<Answer>> racers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String key = "k" + i;
            String proof = adas.proof(ada, "mfa:reset", marta.id());
            racers.add(() -> reset(adas.twin(), key, proof, order("lost phone")));
        }
        assertThat(Race.of(racers)).extracting(Answer::status).containsOnly(202);
        assertThat(eventsAbout(marta, MfaResetRequested.class))
                .extracting(MfaResetRequested::epoch)
                .containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(read(marta).fences().links()).isEqualTo(9);
        assertThat(ticket(marta, "reset", 8, 0).status()).isEqualTo(409);
        assertThat(ticket(marta, "reset", 9, 0).status()).isEqualTo(200);
    }

    static String[] noKeys() {
        return new String[] {"", " ", "with space", "k".repeat(101)};
    }

    @ParameterizedTest
    @MethodSource("noKeys")
    void refusesAKeyThatIsNone(String key) {
        Map<String, String> headers = key.isEmpty()
                ? Map.of("Rekey-Step-Up", adas.proof(ada, "mfa:reset", marta.id()))
                : Map.of("Rekey-Step-Up", adas.proof(ada, "mfa:reset", marta.id()), "Idempotency-Key", key);
        assertThat(adas.post("/api/v1/resets", order("lost phone"), headers).status())
                .isEqualTo(400);
        assertThat(read(marta).epoch()).isEqualTo(1);
    }

    private Map<String, ?> order(String reason) {
        return Map.of("userIds", List.of(marta.id()), "reason", reason);
    }
}
