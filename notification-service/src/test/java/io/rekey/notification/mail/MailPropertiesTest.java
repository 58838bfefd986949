package io.rekey.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MailPropertiesTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void doublesTheWaitUpToItsCap() {
        MailProperties properties = with(Duration.ofSeconds(5), Duration.ofMinutes(5));
        assertThat(properties.backOff(1)).hasSeconds(5);
        assertThat(properties.backOff(2)).hasSeconds(10);
        assertThat(properties.backOff(6)).hasSeconds(160);
        assertThat(properties.backOff(7)).hasMinutes(5);
        assertThat(properties.backOff(Integer.MAX_VALUE)).hasMinutes(5);
    }

    @Test
    void refusesWaitsThatWouldSpin() {
        assertThatIllegalArgumentException().isThrownBy(() -> with(Duration.ZERO, SECOND));
        assertThatIllegalArgumentException().isThrownBy(() -> with(SECOND, Duration.ofMillis(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MailProperties(0, 1, 1, SECOND, SECOND, SECOND, SECOND, SECOND, SECOND));
    }

    @Test
    void spreadsABurstEvenly() {
        Pace pace = new Pace(20);
        long start = System.nanoTime() + SECOND.toNanos();
        long waited = 0;
        for (int mail = 0; mail < 100; mail++) {
            waited = pace.reserve(start);
        }
        assertThat(Duration.ofNanos(waited)).isEqualTo(Duration.ofMillis(99 * 50));
        assertThat(pace.reserve(start + Duration.ofHours(1).toNanos()))
                .as("nothing is saved up")
                .isZero();
    }

    private static MailProperties with(Duration firstRetry, Duration maxRetry) {
        return new MailProperties(1, 1, 1, SECOND, firstRetry, maxRetry, SECOND, SECOND, SECOND);
    }
}
