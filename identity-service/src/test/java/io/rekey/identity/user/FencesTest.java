package io.rekey.identity.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.Level;
import io.rekey.events.Scope;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FencesTest {

    private static final Scope GOOGLE = new Scope(Level.USER, "acme", "google");

    private final Fences fences =
            new Fences(0, 1, 0, Map.of("user:google", 3L, "organization:acme:google", 2L, "user:backup_codes", 5L));

    @Test
    void knowsEachCellAlone() {
        assertThat(fences.of(GOOGLE)).isEqualTo(3);
        assertThat(fences.of(new Scope(Level.ORGANIZATION, "acme", "google"))).isEqualTo(2);
        assertThat(fences.ofBackupCodes(Level.USER, "acme")).isEqualTo(5);
    }

    @Test
    void countsAMissingCellAsZero() {
        assertThat(fences.of(new Scope(Level.ORGANIZATION, "globex", "google"))).isZero();
        assertThat(fences.of(new Scope(Level.USER, "acme", "authy"))).isZero();
        assertThat(fences.ofBackupCodes(Level.ORGANIZATION, "acme")).isZero();
    }

    @Test
    void isNotChangedFromOutside() {
        Map<String, Long> cells = new HashMap<>(Map.of(GOOGLE.key(), 3L));
        Fences copied = new Fences(0, 0, 0, cells);
        cells.put(GOOGLE.key(), 0L);
        assertThat(copied.of(GOOGLE)).isEqualTo(3);
    }

    @Test
    void letsAnEnrollmentLiveAtItsFenceAndNotBelow() {
        assertThat(new ConfirmedEnrollment("e", "acme", Level.USER, "google", 3).isLive(fences))
                .isTrue();
        assertThat(new ConfirmedEnrollment("e", "acme", Level.USER, "google", 2).isLive(fences))
                .isFalse();
        assertThat(new ConfirmedEnrollment("e", "acme", Level.ORGANIZATION, "google", 2).isLive(fences))
                .isTrue();
    }

    @Test
    void letsOnlyTheOwnOrganizationsEnrollmentSatisfyWhoInsistsOnIt() {
        ConfirmedEnrollment personal = new ConfirmedEnrollment("e", "acme", Level.USER, "google", 3);
        ConfirmedEnrollment acmes = new ConfirmedEnrollment("f", "acme", Level.ORGANIZATION, "google", 3);
        assertThat(personal.satisfies(Level.USER, "globex")).isTrue();
        assertThat(personal.satisfies(Level.ORGANIZATION, "acme")).isFalse();
        assertThat(acmes.satisfies(Level.ORGANIZATION, "acme")).isTrue();
        assertThat(acmes.satisfies(Level.USER, "acme")).isTrue();
        assertThat(acmes.satisfies(Level.USER, "globex")).isFalse();
        assertThat(acmes.satisfies(Level.ORGANIZATION, "globex")).isFalse();
    }
}
