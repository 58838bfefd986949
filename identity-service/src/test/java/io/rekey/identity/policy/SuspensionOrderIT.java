package io.rekey.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.identity.TwoFactorSuspended;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Decisions;
import io.rekey.identity.Person;
import io.rekey.identity.user.Role;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Who may suspend two factors, with what words, and for how long. */
class SuspensionOrderIT extends PolicyCalls {

    private static final String SUSPENSION = "/api/v1/platform/two-factor-suspension";

    @Autowired
    private SuspendTwoFactor suspendTwoFactor;

    private Person olga;
    private Browser olgas;

    @BeforeEach
    void signIn() {
        olga = operator();
        olgas = signedIn(olga);
    }

    @AfterEach
    void restore() {
        Decisions.forgetPlatform(mongo);
    }

    @Test
    void lastsAnHourIfNobodySaysHowLong() {
        Answer answer = put("{\"reason\": \"all providers fail\"}", proof());
        assertThat(answer.string("until"))
                .isEqualTo(clock.instant().plusSeconds(3600).toString());
    }

    @ParameterizedTest
    @CsvSource({"1h,3600", "PT1H,3600", "90m,5400", "1s,1", "24h,86400", "1d,86400", "PT24H,86400"})
    void lastsAsLongAsItIsTold(String lifetime, long seconds) {
        assertThat(suspend(lifetime).string("until"))
                .isEqualTo(clock.instant().plusSeconds(seconds).toString());
    }

    @ParameterizedTest
    @CsvSource({"0s", "PT0S", "PT-1H", "PT24H0.001S", "25h", "2d", "999999999d"})
    void neverLastsLongerThanADayNorNoTime(String lifetime) {
        Answer answer = suspend(lifetime);
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("lifetime-out-of-bounds");
        assertThat(suspendTwoFactor.present()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'reason': ''}",
                "{'reason': '  '}",
                "{'reason': null}",
                "{'reason': 'r', 'lifetime': 3600}",
                "{'reason': 'r', 'lifetime': '3600'}",
                "{'reason': 'r', 'lifetime': '-1h'}",
                "{'reason': 'r', 'lifetime': '1 h'}",
                "{'reason': 'r', 'lifetime': 'PT99999999999999999999H'}",
                "{'reason': 'r', 'until': '2999-01-01T00:00:00Z'}"
            })
    void needsAReasonAndNothingElse(String body) {
        Answer answer = put(body.replace('\'', '"'), proof());
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(suspendTwoFactor.present()).isEmpty();
    }

    @Test
    void takesAReasonOfFiveHundredCharactersAndNoMore() {
        assertThat(put(json(Map.of("reason", "r".repeat(501))), proof()).status())
                .isEqualTo(400);
        assertThat(put(json(Map.of("reason", "r".repeat(500))), proof()).status())
                .isEqualTo(200);
        assertThat(said(olga, TwoFactorSuspended.class)).hasSize(1);
    }

    @Test
    void needsAProofOfItsOwn() {
        String body = "{\"reason\": \"all providers fail\"}";
        assertStepUpRequired(put(body, null));
        assertStepUpRequired(put(body, olgas.proof(olga, "policy:write", "platform")));
        assertStepUpRequired(put(body, olgas.proof(olga, "mfa:disable", ACME)));
        assertThat(suspendTwoFactor.present()).isEmpty();
        assertThat(put(body, proof()).status()).isEqualTo(200);
        assertStepUpRequired(send("DELETE", olgas, SUSPENSION, null, null, Map.of()));
        assertThat(suspendTwoFactor.present()).isPresent();
    }

    @Test
    void isForOperatorsAlone() {
        for (Role role : List.of(Role.USER, Role.SUPPORT, Role.ADMINISTRATOR)) {
            Person other = people.active(mfa, ACME, role);
            Browser others = signedIn(other);
            String proof = others.proof(other, "mfa:disable", "platform");
            assertThat(others.get(SUSPENSION).status()).isEqualTo(403);
            assertThat(send("PUT", others, SUSPENSION, "{\"reason\": \"r\"}", proof, Map.of())
                            .status())
                    .isEqualTo(403);
            assertThat(send("DELETE", others, SUSPENSION, null, proof, Map.of()).status())
                    .isEqualTo(403);
        }
        assertThat(suspendTwoFactor.present()).isEmpty();
    }

    private Answer suspend(String lifetime) {
        return put(json(Map.of("reason", "all providers fail", "lifetime", lifetime)), proof());
    }

    private Answer put(String body, @Nullable String proof) {
        return send("PUT", olgas, SUSPENSION, body, proof, Map.of());
    }

    private String proof() {
        return olgas.proof(olga, "mfa:disable", "platform");
    }
}
