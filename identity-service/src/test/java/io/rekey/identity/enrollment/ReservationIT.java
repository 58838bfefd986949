package io.rekey.identity.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.Level;
import io.rekey.events.identity.EnrollmentConfirmed;
import io.rekey.identity.Person;
import io.rekey.identity.Race;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.user.Reservation;
import io.rekey.identity.user.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** PROTOCOL 3.2, 3.5, 3.6: the three writes that make an enrollment a factor, or never. */
class ReservationIT extends RunningIdentity {

    private static final Duration LIFETIME = Duration.ofMinutes(10);

    @Autowired
    Enrollments enrollments;

    private Person marta;

    @BeforeEach
    void resetMarta() {
        marta = user();
        resetBySomebody(marta);
    }

    @Test
    void isHeldByOneUntilItRunsOut() {
        assertThat(reserve("e-a", 2)).isTrue();
        assertThat(reserve("e-b", 2)).isFalse();
        clock.advance(LIFETIME);
        assertThat(reserve("e-b", 2)).as("at the very moment").isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(reserve("e-b", 2)).isTrue();
        assertThat(confirm("e-a", 2)).as("whoever lost it").isFalse();
        assertThat(confirm("e-b", 2)).isTrue();
    }

    @Test
    void isTakenOverByAnEpochThatIsNewer() {
        reserve("e-a", 2);
        resetBySomebody(marta);
        assertThat(reserve("e-stale", 2)).isFalse();
        assertThat(reserve("e-b", 3)).isTrue();
        assertThat(confirm("e-a", 2)).isFalse();
        assertThat(confirm("e-b", 3)).isTrue();
    }

    @Test
    void isGivenBackByItsOwnerAlone() {
        reserve("e-a", 2);
        enrollments.release(marta.id(), "e-b");
        assertThat(read(marta).reservation()).isNotNull();
        enrollments.release(marta.id(), "e-a");
        assertThat(read(marta).reservation()).isNull();
        assertThat(stored(marta)).doesNotContainKeys("reserved", "reservation");
        assertThat(confirm("e-a", 2)).isFalse();
    }

    @Test
    void becomesAFactorOnceHoweverOftenItIsConfirmed() {
        reserve("e-a", 2);
        assertThat(confirm("e-a", 2)).isTrue();
        assertThat(confirm("e-a", 2)).as("done before is success").isTrue();
        assertThat(read(marta).confirmed())
                .filteredOn(factor -> factor.id().equals("e-a"))
                .hasSize(1);
        assertThat(eventsAbout(marta, EnrollmentConfirmed.class)).hasSize(1);
        assertThat(read(marta).reEnrolledEpoch()).isEqualTo(2);
        assertThat(stored(marta)).doesNotContainKeys("reserved", "reservation");
        assertThat(reserve("e-b", 2)).as("nobody else under this epoch").isFalse();
    }

    @Test
    void becomesNoneAfterAReset() {
        reserve("e-a", 2);
        resetBySomebody(marta);
        assertThat(confirm("e-a", 2)).isFalse();
        assertThat(read(marta).hasLiveFactor()).isFalse();
    }

    @Test
    void goesToOneOfManyAtOnce() throws Exception {
        for (int round = 0; round < 10; round++) {
            Person user = user();
            resetBySomebody(user);
            List<Callable<Boolean>> racers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Reservation wanted = reservation(user.id() + "-" + i, 2);
                racers.add(() -> enrollments.reserve(user.id(), wanted, 2));
            }
            assertThat(Race.of(racers)).as("round " + round).containsOnlyOnce(true);
        }
    }

    private boolean reserve(String owner, long epoch) {
        return enrollments.reserve(marta.id(), reservation(owner, epoch), epoch);
    }

    private boolean confirm(String owner, long epoch) {
        User user = read(marta);
        return enrollments.confirm(user, reservation(owner, epoch), epoch, null).isPresent();
    }

    private Reservation reservation(String owner, long epoch) {
        return new Reservation(
                owner, ACME, Level.USER, "google", epoch, clock.instant().plus(LIFETIME), "flow");
    }
}
