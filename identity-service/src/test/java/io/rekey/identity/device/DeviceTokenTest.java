package io.rekey.identity.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeviceTokenTest {

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);

    @Test
    void isKeptForAsLongAsTheOrganizationAllows() {
        assertThat(lifetimeUntil(NOW.plus(Duration.ofDays(30)))).isEqualTo(WEEK);
        assertThat(DeviceToken.of("t", WEEK, null, NOW).lifetime()).isEqualTo(WEEK);
    }

    @Test
    void isKeptNoLongerThanTheDeviceLives() {
        assertThat(lifetimeUntil(NOW.plusSeconds(90))).isEqualTo(Duration.ofSeconds(90));
    }

    /** A negative age would make a cookie that stays until the browser is closed. */
    @Test
    void isNotKeptAtAllOnceTheDeviceIsDead() {
        assertThat(lifetimeUntil(NOW)).isZero();
        assertThat(lifetimeUntil(NOW.minusSeconds(5))).isZero();
    }

    private static Duration lifetimeUntil(Instant expiresAt) {
        return DeviceToken.of("t", WEEK, expiresAt, NOW).lifetime();
    }
}
