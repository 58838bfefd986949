package io.rekey.identity.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** R88, A29: one caller takes the service from nobody, and can see the limit coming. */
class RateLimitIT extends RunningIdentity {

    @Autowired
    Budgets budgets;

    private Person ada;
    private Browser adas;

    @BeforeEach
    void signIn() {
        ada = administrator();
        adas = signedIn(ada);
    }

    @Test
    void saysWithEveryAnswerHowMuchIsLeft() {
        Answer first = adas.get("/api/v1/session");
        assertThat(header(first, "RateLimit-Policy")).isEqualTo("\"api\";q=1200;w=60");
        assertThat(header(first, "RateLimit")).isEqualTo("\"api\";r=1199;t=60");
        clock.advance(Duration.ofSeconds(15));
        Answer refused = adas.post("/api/v1/users", Map.of());
        assertThat(refused.status()).isEqualTo(400);
        assertThat(header(refused, "RateLimit-Policy")).isEqualTo("\"api\";q=1200;w=60, \"changes\";q=600;w=60");
        assertThat(header(refused, "RateLimit")).isEqualTo("\"api\";r=1198;t=45, \"changes\";r=599;t=45");
    }

    @Test
    void refusesWhatIsTooMuchUntilTheMinuteIsOver() {
        spend(1_200, false);
        Answer answer = adas.get("/api/v1/session");
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.problem()).isEqualTo("too-many-requests");
        assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(header(answer, "Retry-After")).isEqualTo("60");
        assertThat(header(answer, "RateLimit")).isEqualTo("\"api\";r=0;t=60");
        clock.advance(Duration.ofMinutes(1));
        assertThat(adas.get("/api/v1/session").status()).isEqualTo(200);
    }

    @Test
    void letsWhoeverChangedTooMuchStillRead() {
        Person lena = user();
        spend(600, true);
        String suspension = "/api/v1/users/" + lena.id() + "/suspension";
        assertThat(adas.send("PUT", suspension, null, Map.of()).problem()).isEqualTo("too-many-requests");
        assertThat(read(lena).isActive()).isTrue();
        assertThat(adas.get("/api/v1/session").status()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(1));
        assertThat(adas.send("PUT", suspension, null, Map.of()).status()).isEqualTo(204);
        assertThat(read(lena).isActive()).isFalse();
    }

    @Test
    void countsACallerAndNotASession() {
        spend(1_200, false);
        assertThat(signedIn(ada).get("/api/v1/session").status()).isEqualTo(429);
        assertThat(signedIn(administrator()).get("/api/v1/session").status()).isEqualTo(200);
    }

    /** What is refused for being too much is not remembered as the call's answer. */
    @Test
    void letsARepetitionUnderTheSameKeyThroughLater() {
        Person lena = user();
        Map<String, String> keyed = Map.of("Idempotency-Key", "k-" + lena.id());
        String suspension = "/api/v1/users/" + lena.id() + "/suspension";
        spend(600, true);
        assertThat(adas.send("PUT", suspension, null, keyed).status()).isEqualTo(429);
        clock.advance(Duration.ofMinutes(1));
        assertThat(adas.send("PUT", suspension, null, keyed).status()).isEqualTo(204);
    }

    /** The doors have budgets of their own, per account. */
    @Test
    void leavesWhoeverIsNotSignedInToTheDoors() {
        Answer answer = browser().signIn(ada);
        assertThat(answer.state()).isEqualTo("SECOND_FACTOR_REQUIRED");
        assertThat(header(answer, "RateLimit")).isEmpty();
        assertThat(header(browser().get("/api/v1/session"), "RateLimit-Policy")).isEmpty();
    }

    private void spend(int calls, boolean areChanges) {
        for (int call = 0; call < calls; call++) {
            budgets.charge(ada.id(), areChanges);
        }
    }

    private static String header(Answer answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
