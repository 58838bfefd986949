package io.rekey.identity.guess;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuessBudgetTest {

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "1, PT0S",
        "4, PT0S",
        "5, PT30S",
        "6, PT1M",
        "7, PT2M",
        "8, PT4M",
        "9, PT8M",
        "10, PT15M",
        "15, PT15M",
        "64, PT15M",
        "99, PT15M",
        "100, PT24H",
        "2147483647, PT24H"
    })
    void pausesLongerAndLongerButNeverForGood(int guesses, Duration pause) {
        assertThat(GuessBudget.pauseAfter(guesses)).isEqualTo(pause);
    }

    /** NIST SP 800-63B-4 3.2.2: what a patient guesser gets out of a year. */
    @Test
    void leavesAYearOfGuessingFarBelowAThousandthOfACode() {
        Duration spent = Duration.ZERO;
        int guesses = 0;
        while (spent.compareTo(Duration.ofDays(365)) < 0) {
            spent = spent.plus(GuessBudget.pauseAfter(++guesses));
        }
        assertThat(guesses).isLessThan(500);
    }
}
