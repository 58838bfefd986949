package io.rekey.device.trusteddevice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);

    @Test
    void areTheWidestWhereNothingIsAskedFor() {
        assertThat(Limits.asked(null, null)).isEqualTo(new Limits(Duration.ofDays(30), 10));
        assertThat(Limits.asked(DAY, null)).isEqualTo(new Limits(DAY, 10));
        assertThat(Limits.asked(null, 3)).isEqualTo(new Limits(Duration.ofDays(30), 3));
    }

    @Test
    void areAskedForInWholeSeconds() {
        assertThat(Limits.asked(Duration.ofSeconds(1), null).lifetime()).isEqualTo(Duration.ofSeconds(1));
        for (Duration wrong : new Duration[] {Duration.ZERO, DAY.negated(), Duration.ofMillis(1500)}) {
            assertThatThrownBy(() -> Limits.asked(wrong, null)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void areAskedForBetweenOneAndTen() {
        assertThat(Limits.asked(null, 1).maximum()).isEqualTo(1);
        assertThat(Limits.asked(null, 10).maximum()).isEqualTo(10);
        for (int wrong : new int[] {0, -1, 11}) {
            assertThatThrownBy(() -> Limits.asked(null, wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void areNarrowedOneByOneWhicheverComesFirst() {
        Limits shortAndMany = new Limits(DAY, 8);
        Limits longAndFew = new Limits(WEEK, 2);
        assertThat(shortAndMany.narrowedTo(longAndFew)).isEqualTo(new Limits(DAY, 2));
        assertThat(longAndFew.narrowedTo(shortAndMany)).isEqualTo(new Limits(DAY, 2));
        assertThat(longAndFew.narrowedTo(Limits.asked(Duration.ofSeconds(Long.MAX_VALUE), 10)))
                .isEqualTo(longAndFew);
    }
}
