package io.rekey.identity.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LinkTest {

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final Instant DEADLINE = NOW.plusSeconds(3_600);

    @Test
    void isOpenAtItsFenceUntilSomebodyFinishes() {
        Link link = link(3, null);
        assertThat(link.isOpen(linksAt(3), 2, NOW)).isTrue();
        assertThat(link.isOpen(linksAt(2), 2, NOW)).isTrue();
    }

    @Test
    void isDeadBelowItsFence() {
        assertThat(link(3, null).isOpen(linksAt(4), 2, NOW)).isFalse();
    }

    @Test
    void isDeadOnceSetUpAgainUnderItsEpochOrALaterOne() {
        assertThat(link(3, null).isOpen(linksAt(3), 3, NOW)).isFalse();
        assertThat(link(3, null).isOpen(linksAt(3), 4, NOW)).isFalse();
    }

    @Test
    void isDeadFromItsDeadlineOn() {
        assertThat(link(3, null).isOpen(linksAt(3), 2, DEADLINE.minusMillis(1))).isTrue();
        assertThat(link(3, null).isOpen(linksAt(3), 2, DEADLINE)).isFalse();
    }

    @Test
    void expiresAtItsExpiryAndNeverBeforeOneIsFixed() {
        assertThat(link(3, null).isExpired(NOW.plusSeconds(999_999))).isFalse();
        assertThat(link(3, NOW).isExpired(NOW.minusMillis(1))).isFalse();
        assertThat(link(3, NOW).isExpired(NOW)).isTrue();
    }

    private static Link link(long epoch, @Nullable Instant exp) {
        return new Link(epoch, 0, exp, null, "r-1", DEADLINE, null);
    }

    private static Fences linksAt(long epoch) {
        return new Fences(9, epoch, 9, Map.of());
    }
}
