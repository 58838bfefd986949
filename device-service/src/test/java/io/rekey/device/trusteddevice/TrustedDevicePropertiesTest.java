package io.rekey.device.trusteddevice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrustedDevicePropertiesTest {

    private static final Duration GRACE = Duration.ofSeconds(10);

    @Test
    void trustNobodyForMoreThanThirtyDays() {
        Duration most = Duration.ofDays(30);
        assertThat(new TrustedDeviceProperties(most, GRACE).lifetime()).isEqualTo(most);
        assertThatThrownBy(() -> new TrustedDeviceProperties(most.plusMillis(1), GRACE))
                .hasMessageContaining("lifetime");
        assertThatThrownBy(() -> new TrustedDeviceProperties(Duration.ZERO, GRACE))
                .hasMessageContaining("lifetime");
    }

    @Test
    void bearAnOldTokenForAMinuteAtMost() {
        Duration life = Duration.ofDays(1);
        assertThat(new TrustedDeviceProperties(life, Duration.ZERO).parallelTabsGrace())
                .isZero();
        assertThatThrownBy(() -> new TrustedDeviceProperties(life, Duration.ofSeconds(61)))
                .hasMessageContaining("grace");
        assertThatThrownBy(() -> new TrustedDeviceProperties(life, Duration.ofMillis(-1)))
                .hasMessageContaining("grace");
    }
}
