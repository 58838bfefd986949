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
        assertThat(new TrustedDeviceProperties(most, 10, GRACE).lifetime()).isEqualTo(most);
        assertThatThrownBy(() -> new TrustedDeviceProperties(most.plusMillis(1), 10, GRACE))
                .hasMessageContaining("lifetime");
        assertThatThrownBy(() -> new TrustedDeviceProperties(Duration.ZERO, 10, GRACE))
                .hasMessageContaining("lifetime");
    }

    @Test
    void keepBetweenOneAndTenDevices() {
        Duration life = Duration.ofDays(1);
        assertThat(new TrustedDeviceProperties(life, 1, GRACE).maximum()).isEqualTo(1);
        assertThat(new TrustedDeviceProperties(life, 10, GRACE).maximum()).isEqualTo(10);
        assertThatThrownBy(() -> new TrustedDeviceProperties(life, 0, GRACE)).hasMessageContaining("maximum");
        assertThatThrownBy(() -> new TrustedDeviceProperties(life, 11, GRACE)).hasMessageContaining("maximum");
    }

    @Test
    void bearAnOldTokenForAMinuteAtMost() {
        Duration life = Duration.ofDays(1);
        assertThat(new TrustedDeviceProperties(life, 10, Duration.ZERO).parallelTabsGrace())
                .isZero();
        assertThatThrownBy(() -> new TrustedDeviceProperties(life, 10, Duration.ofSeconds(61)))
                .hasMessageContaining("grace");
        assertThatThrownBy(() -> new TrustedDeviceProperties(life, 10, Duration.ofMillis(-1)))
                .hasMessageContaining("grace");
    }
}
