package io.rekey.identity.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.Level;
import io.rekey.identity.Browser;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.user.Reservation;
import io.rekey.identity.user.Role;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** PROTOCOL 3.6, 3.7: what a crash left half done. */
class RepairReservationsIT extends RunningIdentity {

    @Autowired
    RepairReservations repair;

    @Autowired
    Enrollments enrollments;

    private Person marta;

    @BeforeEach
    void resetMarta() {
        marta = user();
        resetBySomebody(marta);
    }

    @Test
    void confirmsWhatHadItsRightCode() {
        String owner = begun(marta);
        mfa.hasActive(marta.id(), owner, "google", 2);
        runOut();
        repair.repair();
        assertThat(read(marta).reservation()).isNull();
        assertThat(read(marta).liveFactors()).extracting("id").containsExactly(owner);
        assertThat(signedIn(marta).isSignedIn()).isTrue();
    }

    @Test
    void releasesWhatHadNone() {
        String owner = begun(marta);
        runOut();
        repair.repair();
        assertThat(read(marta).reservation()).isNull();
        assertThat(read(marta).hasLiveFactor()).isFalse();
        assertThat(standing(marta, owner)).isEqualTo("NONE");
    }

    @Test
    void leavesAloneWhatHasStillTime() {
        String owner = begun(marta);
        mfa.hasActive(marta.id(), owner, "google", 2);
        clock.advance(Duration.ofMinutes(10));
        repair.repair();
        assertThat(read(marta).reservation()).isNotNull();
        assertThat(read(marta).hasLiveFactor()).isFalse();
        assertThat(standing(marta, owner)).isEqualTo("RESERVED");
    }

    @Test
    void releasesWhatAResetHasVoidedThoughItHadItsCode() {
        String owner = begun(marta);
        mfa.hasActive(marta.id(), owner, "google", 2);
        resetBySomebody(marta);
        runOut();
        repair.repair();
        assertThat(read(marta).reservation()).isNull();
        assertThat(read(marta).hasLiveFactor()).isFalse();
    }

    /** An invitation's password is chosen in its own flow: it is begun again, not guessed at. */
    @Test
    void neverActivatesSomebodyWithoutAPassword() {
        Person invited = people.invited(ACME, Role.USER);
        assertThat(enrollments.reserve(
                        invited.id(),
                        new Reservation(
                                "e-" + invited.id(),
                                ACME,
                                Level.USER,
                                "google",
                                1,
                                clock.instant().plusSeconds(600),
                                "flow"),
                        1))
                .isTrue();
        mfa.hasActive(invited.id(), "e-" + invited.id(), "google", 1);
        runOut();
        repair.repair();
        assertThat(read(invited).reservation()).isNull();
        assertThat(read(invited).isActive()).isFalse();
        assertThat(read(invited).hasLiveFactor()).isFalse();
    }

    @Test
    void waitsWhileMfaServiceCannotBeAsked() {
        String owner = begun(marta);
        mfa.hasActive(marta.id(), owner, "google", 2);
        runOut();
        mfa.switchOff();
        repair.repair();
        assertThat(read(marta).reservation()).isNotNull();
        mfa.switchOn();
        repair.repair();
        assertThat(read(marta).liveFactors()).extracting("id").containsExactly(owner);
    }

    /** Asked before an orphan is deleted: only what is neither confirmed nor reserved may go. */
    @Test
    void tellsHowAnEnrollmentStands() {
        String owner = begun(marta);
        assertThat(standing(marta, owner)).isEqualTo("RESERVED");
        assertThat(standing(marta, marta.enrollmentId()))
                .as("confirmed, though voided")
                .isEqualTo("CONFIRMED");
        assertThat(standing(marta, "e-nothing")).isEqualTo("NONE");
        assertThat(standing(user(), owner)).as("of another user").isEqualTo("NONE");
        assertThat(internal("mfa-service", "GET", "/internal/users/u-nobody/enrollments/e/standing", Map.of())
                        .string("standing"))
                .isEqualTo("NONE");
    }

    /** A set-up that somebody began; returns the id of its enrollment. */
    private String begun(Person person) {
        Browser browser = browser();
        browser.signIn(person);
        assertThat(browser.begin("google").status()).isEqualTo(200);
        assertThat(mfa.stateOf(owner(person))).isEqualTo("PENDING");
        return owner(person);
    }

    private String owner(Person person) {
        return Objects.requireNonNull(read(person).reservation()).owner();
    }

    private void runOut() {
        clock.advance(Duration.ofMinutes(10).plusMillis(1));
    }

    private String standing(Person person, String enrollment) {
        return internal(
                        "mfa-service",
                        "GET",
                        "/internal/users/" + person.id() + "/enrollments/" + enrollment + "/standing",
                        Map.of())
                .string("standing");
    }
}
