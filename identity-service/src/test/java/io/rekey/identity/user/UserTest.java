package io.rekey.identity.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.Level;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserTest {

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final ConfirmedEnrollment DEAD = new ConfirmedEnrollment("e-1", "acme", Level.USER, "google", 1);
    private static final ConfirmedEnrollment LIVE = new ConfirmedEnrollment("e-2", "acme", Level.USER, "authy", 1);

    @Test
    void hasTheFactorsThatNoResetHasVoided() {
        User marta = marta(Set.of("USER"), List.of(DEAD, LIVE));
        assertThat(marta.liveFactors()).containsExactly(LIVE);
        assertThat(marta.hasLiveFactor()).isTrue();
        assertThat(marta.liveFactors(Level.USER, "globex")).containsExactly(LIVE);
        assertThat(marta.liveFactors(Level.ORGANIZATION, "acme")).isEmpty();
        assertThat(marta(Set.of("USER"), List.of(DEAD)).hasLiveFactor()).isFalse();
    }

    @Test
    void belongsToItsHomeAndItsMemberships() {
        User marta = marta(Set.of("USER"), List.of());
        assertThat(marta.isMemberOf("acme")).isTrue();
        assertThat(marta.isMemberOf("globex")).isTrue();
        assertThat(marta.isMemberOf("initech")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"USER, false", "SUPPORT, true", "ADMINISTRATOR, true", "OPERATOR, true"})
    void isPrivilegedWithAnyRoleAboveUser(String role, boolean privileged) {
        User user = marta(new HashSet<>(List.of("USER", role)), List.of());
        assertThat(user.isPrivileged()).isEqualTo(privileged);
        assertThat(user.highestRole()).isEqualTo(Role.valueOf(role));
    }

    @Test
    void knowsItsRevokedDevices() {
        User marta = marta(Set.of("USER"), List.of());
        assertThat(marta.isRevoked("d-1")).isTrue();
        assertThat(marta.isRevoked("d-2")).isFalse();
    }

    @Test
    void pausesGuessesUntilAMoment() {
        Guesses paused = new Guesses(5, NOW);
        assertThat(paused.arePaused(NOW.minusMillis(1))).isTrue();
        assertThat(paused.arePaused(NOW)).isFalse();
        assertThat(new Guesses(99, null).arePaused(NOW)).isFalse();
    }

    @Test
    void saysNothingOfThePersonInItsText() {
        assertThat(marta(Set.of("USER"), List.of(LIVE)).toString())
                .isEqualTo("User[id=u-marta, epoch=2]")
                .doesNotContain("example.org", "Marta", "argon");
    }

    @ParameterizedTest
    @CsvSource({
        "USER, USER|SUPPORT|ADMINISTRATOR|OPERATOR",
        "SUPPORT, SUPPORT|ADMINISTRATOR|OPERATOR",
        "ADMINISTRATOR, ADMINISTRATOR|OPERATOR"
    })
    void leavesEqualAndHigherRolesAlone(Role role, String outOfReach) {
        assertThat(role.outOfReach()).containsExactlyInAnyOrder(outOfReach.split("\\|"));
    }

    @Test
    void letsAnOperatorTouchEverybody() {
        assertThat(Role.OPERATOR.outOfReach()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'  Marta ', marta",
        "MARTA, marta",
        "\uFF2D\uFF41\uFF52\uFF54\uFF41, marta",
        "Stra\u00DFe, stra\u00DFe",
        "e\u0301va, \u00E9va",
        "MART\u0130, marti\u0307"
    })
    void hasOneKeyForAllSpellingsOfAUsername(String typed, String key) {
        assertThat(Username.key(typed)).isEqualTo(key);
        assertThat(Username.key(Username.key(typed))).isEqualTo(key);
    }

    private static User marta(Set<String> roles, List<ConfirmedEnrollment> confirmed) {
        return new User(
                "u-marta",
                "acme",
                Set.of("globex"),
                "Marta",
                "marta",
                "marta@example.org",
                "Marta Silva",
                "en",
                roles,
                null,
                UserStatus.ACTIVE,
                "argon2id…",
                2,
                new Fences(2, 2, 2, Map.of("user:google", 2L)),
                List.of(new RevokedDevice("d-1", NOW)),
                confirmed,
                1,
                null,
                new Link(2, 0, null, null, "r-1", NOW, null),
                new Guesses(0, null),
                null,
                List.of(),
                null,
                null);
    }
}
