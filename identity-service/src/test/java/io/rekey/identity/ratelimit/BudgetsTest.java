package io.rekey.identity.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rekey.identity.MutableClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetsTest {

    private final MutableClock clock = new MutableClock();
    private final Budgets budgets = new Budgets(new RateLimitProperties(5, 2), clock);

    @Test
    void letsACallerReadAsOftenAsTheQuotaSays() {
        for (int left = 4; left >= 0; left--) {
            assertThat(states("ada", false)).containsExactly("\"api\";r=" + left + ";t=60");
        }
        assertThat(isOver("ada", false)).isTrue();
    }

    @Test
    void countsChangesAmongAllAndAmongThemselves() {
        assertThat(states("ada", true)).containsExactly("\"api\";r=4;t=60", "\"changes\";r=1;t=60");
        assertThat(isOver("ada", true)).isFalse();
        assertThat(isOver("ada", true)).isTrue();
        assertThat(isOver("ada", false)).as("reading goes on").isFalse();
    }

    @Test
    void isFullAgainAMinuteAfterTheFirstCall() {
        spend("ada");
        clock.advance(Duration.ofMillis(59_001));
        assertThat(budgets.charge("ada", false).getFirst().seconds()).isEqualTo(1);
        assertThat(isOver("ada", false)).isTrue();
        clock.advance(Duration.ofMillis(999));
        assertThat(states("ada", false)).containsExactly("\"api\";r=4;t=60");
    }

    @Test
    void givesNothingBackBeforeTheMinuteIsOver() {
        spend("ada");
        for (int second = 1; second < 60; second++) {
            clock.advance(Duration.ofSeconds(1));
            assertThat(isOver("ada", false)).as("after %d s", second).isTrue();
        }
    }

    @Test
    void takesNothingFromOthers() {
        spend("ada");
        assertThat(isOver("ada", false)).isTrue();
        assertThat(isOver("grace", false)).isFalse();
    }

    @Test
    void forgetsWhoeverWasAway() {
        for (int caller = 0; caller < 1_000; caller++) {
            budgets.charge("caller" + caller, true);
        }
        assertThat(budgets.size()).isEqualTo(1_000);
        clock.advance(Duration.ofMinutes(2));
        budgets.charge("ada", false);
        assertThat(budgets.size()).isEqualTo(1);
    }

    @Test
    void namesTheQuotasThatCount() {
        assertThat(budgets.policy(false)).isEqualTo("\"api\";q=5;w=60");
        assertThat(budgets.policy(true)).isEqualTo("\"api\";q=5;w=60, \"changes\";q=2;w=60");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "5,0", "5,6", "-1,-2"})
    void refusesQuotasThatLetNobodyIn(int calls, int changes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RateLimitProperties(calls, changes))
                .withMessageContaining("rekey.rate-limit");
    }

    @Test
    void takesQuotasThatAreAllChanges() {
        assertThat(new RateLimitProperties(1, 1).changes()).isEqualTo(1);
    }

    private void spend(String caller) {
        for (int call = 0; call < 5; call++) {
            assertThat(isOver(caller, false)).isFalse();
        }
    }

    private boolean isOver(String caller, boolean isChange) {
        return budgets.charge(caller, isChange).stream().anyMatch(Quota.Charge::isOver);
    }

    private List<String> states(String caller, boolean isChange) {
        return budgets.charge(caller, isChange).stream()
                .map(Quota.Charge::state)
                .toList();
    }
}
