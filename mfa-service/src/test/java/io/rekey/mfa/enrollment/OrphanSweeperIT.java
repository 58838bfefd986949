package io.rekey.mfa.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.mfa.InternalApi;
import io.rekey.mfa.MovableClock;
import io.rekey.mfa.RunsMfaService;
import io.rekey.mfa.StoredFactors;
import io.rekey.mfa.TestPhone;
import io.rekey.mfa.TestUser;
import io.rekey.mfa.enrollment.Standings.Standing;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RunsMfaService
class OrphanSweeperIT {

    private static final Duration LONG_ENOUGH = Duration.ofMinutes(61);

    @Autowired
    InternalApi api;

    @Autowired
    MovableClock clock;

    @Autowired
    StoredFactors stored;

    @Autowired
    FakeStandings identity;

    @Autowired
    OrphanSweeper sweeper;

    private final TestUser marta = TestUser.somebody();

    @Test
    void removesWhatIdentityKnowsNothingOfAndKeepsTheRest() {
        TestPhone orphan = TestPhone.pending(api, clock, marta, "google", 1);
        TestPhone activeOrphan = TestPhone.active(api, clock, marta, "authy", 1);
        TestPhone reserved = TestPhone.active(api, clock, marta, "google", 1);
        TestPhone confirmed = TestPhone.active(api, clock, marta, "google", 1);
        identity.put(reserved.enrollmentId(), Standing.RESERVED);
        identity.put(confirmed.enrollmentId(), Standing.CONFIRMED);

        clock.advance(LONG_ENOUGH);
        sweeper.sweep();

        assertThat(state(orphan)).isEqualTo("ABSENT");
        assertThat(state(activeOrphan)).isEqualTo("ABSENT");
        assertThat(state(reserved)).isEqualTo("ACTIVE");
        assertThat(state(confirmed)).isEqualTo("ACTIVE");
        assertThat(identity.asked())
                .contains(orphan.enrollmentId(), activeOrphan.enrollmentId(), reserved.enrollmentId());
    }

    @Test
    void asksNobodyAboutTheYoung() {
        TestPhone young = TestPhone.active(api, clock, marta, "google", 1);
        clock.advance(Duration.ofMinutes(50));

        sweeper.sweep();

        assertThat(identity.asked()).doesNotContain(young.enrollmentId());
        assertThat(state(young)).isEqualTo("ACTIVE");
    }

    @Test
    void asksAgainAboutAReservedOneAndNeverAgainAboutAConfirmedOne() {
        TestPhone phone = TestPhone.active(api, clock, marta, "google", 1);
        identity.put(phone.enrollmentId(), Standing.RESERVED);
        clock.advance(LONG_ENOUGH);
        sweeper.sweep();
        sweeper.sweep();
        assertThat(identity.asked()).containsOnlyOnce(phone.enrollmentId());

        identity.put(phone.enrollmentId(), Standing.CONFIRMED);
        clock.advance(LONG_ENOUGH);
        sweeper.sweep();
        assertThat(identity.asked().stream().filter(phone.enrollmentId()::equals))
                .hasSize(2);

        identity.put(phone.enrollmentId(), Standing.NONE); // whoever says so now is not asked
        clock.advance(LONG_ENOUGH);
        sweeper.sweep();
        assertThat(identity.asked().stream().filter(phone.enrollmentId()::equals))
                .hasSize(2);
        assertThat(state(phone)).isEqualTo("ACTIVE");
    }

    @Test
    void removesNothingWhileIdentityCannotBeAsked() {
        TestPhone orphan = TestPhone.pending(api, clock, marta, "google", 1);
        clock.advance(LONG_ENOUGH);

        identity.goAway(true);
        sweeper.sweep();
        assertThat(state(orphan)).isEqualTo("PENDING");

        identity.goAway(false);
        sweeper.sweep();
        assertThat(state(orphan)).isEqualTo("ABSENT");
    }

    private String state(TestPhone phone) {
        return api.state(phone.user(), phone.enrollmentId());
    }
}
