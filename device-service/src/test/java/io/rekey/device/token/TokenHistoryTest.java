package io.rekey.device.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.device.token.TokenHistory.Standing;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TokenHistoryTest {

    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    private static final Duration GRACE = Duration.ofSeconds(10);

    @Test
    void knowsTheCurrentToken() {
        assertThat(standing(started(), 0, START)).isEqualTo(Standing.CURRENT);
        assertThat(standing(started(), 0, START.plus(Duration.ofDays(29)))).isEqualTo(Standing.CURRENT);
    }

    @Test
    void bearsTheOneBeforeForAFewSeconds() {
        TokenHistory rotated = started().rotatedTo(token(1), START);
        assertThat(standing(rotated, 1, START)).isEqualTo(Standing.CURRENT);
        assertThat(standing(rotated, 0, START)).isEqualTo(Standing.IN_GRACE);
        assertThat(standing(rotated, 0, START.plusMillis(9_999))).isEqualTo(Standing.IN_GRACE);
        assertThat(standing(rotated, 0, START.plusMillis(10_000))).isEqualTo(Standing.REPLAYED);
    }

    @Test
    void bearsOnlyTheOneBefore() {
        TokenHistory twice = started().rotatedTo(token(1), START).rotatedTo(token(2), START.plusSeconds(1));
        assertThat(standing(twice, 1, START.plusSeconds(2))).isEqualTo(Standing.IN_GRACE);
        assertThat(standing(twice, 0, START.plusSeconds(2))).isEqualTo(Standing.REPLAYED);
    }

    @Test
    void doesNotKnowWhatItNeverIssued() {
        TokenHistory rotated = started().rotatedTo(token(1), START);
        assertThat(standing(rotated, 99, START)).isEqualTo(Standing.FOREIGN);
    }

    @Test
    void knowsNoGraceOfZero() {
        TokenHistory rotated = started().rotatedTo(token(1), START);
        assertThat(rotated.standingOf(token(0), START, Duration.ZERO)).isEqualTo(Standing.REPLAYED);
    }

    @Test
    void remembersTheLastUsedTokensAndNoMore() {
        TokenHistory history = started();
        int uses = TokenHistory.REMEMBERED + 10;
        for (int i = 1; i <= uses; i++) {
            history = history.rotatedTo(token(i), START);
        }
        Instant later = START.plus(GRACE);
        assertThat(history.used()).hasSize(TokenHistory.REMEMBERED);
        assertThat(standing(history, uses, later)).isEqualTo(Standing.CURRENT);
        assertThat(standing(history, uses - 1, later)).isEqualTo(Standing.REPLAYED);
        assertThat(standing(history, uses - TokenHistory.REMEMBERED, later)).isEqualTo(Standing.REPLAYED);
        assertThat(standing(history, uses - TokenHistory.REMEMBERED - 1, later)).isEqualTo(Standing.FOREIGN);
    }

    private static TokenHistory started() {
        return TokenHistory.startingWith(token(0), START);
    }

    private static Standing standing(TokenHistory history, int token, Instant now) {
        return history.standingOf(token(token), now, GRACE);
    }

    private static TokenHash token(int number) {
        return TokenHash.of(new byte[] {(byte) number, (byte) (number >> 8)});
    }
}
