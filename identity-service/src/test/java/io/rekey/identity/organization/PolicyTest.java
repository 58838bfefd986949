package io.rekey.identity.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rekey.events.Level;
import io.rekey.events.identity.PolicyChanged.Change;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class PolicyTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void letsUsersSetUpAtSignInAndDemandsTheLinkOfWhoAdministers() {
        Policy standard = Policy.standard();
        assertThat(standard.requiresLink(Set.of("USER"))).isFalse();
        for (String role : Set.of("SUPPORT", "ADMINISTRATOR", "OPERATOR")) {
            assertThat(standard.requiresLink(Set.of("USER", role))).as(role).isTrue();
        }
        assertThat(standard.requiresLink(Set.of())).isFalse();
        assertThat(standard.requiredLevel()).isEqualTo(Level.USER);
        assertThat(standard.linkLifetime()).isEqualTo(Duration.ofHours(1));
    }

    /** R20: at most 24 hours. */
    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT24H0.001S", "P2D"})
    void refusesALinkThatLivesNoTimeOrTooLong(String lifetime) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy(Level.USER, Duration.parse(lifetime), Duration.ofDays(3)))
                .withMessageContaining("link lifetime");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.001S", "PT10M", "PT24H"})
    void takesALinkThatLivesUpToADay(String lifetime) {
        assertThat(policy(Level.USER, Duration.parse(lifetime), Duration.ofDays(3))
                        .linkLifetime())
                .isEqualTo(Duration.parse(lifetime));
    }

    @Test
    void refusesADeadlineThatIsOverAtOnce() {
        for (Duration deadline : Set.of(Duration.ZERO, Duration.ofDays(-1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> policy(Level.USER, Duration.ofHours(1), deadline))
                    .withMessageContaining("deadline");
        }
    }

    @Test
    void refusesALevelThatNoEnrollmentHas() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy(Level.BOTH, Duration.ofHours(1), Duration.ofDays(3)))
                .withMessageContaining("required level");
        assertThat(policy(Level.ORGANIZATION, Duration.ofHours(1), Duration.ofDays(3))
                        .requiredLevel())
                .isEqualTo(Level.ORGANIZATION);
    }

    /** Each of somebody's roles must allow it; nobody without any slips through. */
    @Test
    void takesTheLinkAloneFromThoseWhoseRolesAllAllowIt() {
        Policy standard = Policy.standard();
        Policy trusting = settings("{\"linkAloneRoles\": [\"USER\"]}").over(standard, null);
        assertThat(trusting.takesLinkAlone(Set.of("USER"))).isTrue();
        assertThat(trusting.takesLinkAlone(Set.of("USER", "SUPPORT"))).isFalse();
        for (Set<String> roles : List.of(Set.<String>of(), Set.of("USER"), Set.of("OPERATOR"))) {
            assertThat(standard.takesLinkAlone(roles)).as("%s", roles).isFalse();
        }
        assertThat(trusting.takesLinkAlone(Set.of())).isFalse();
    }

    @Test
    void tellsWhatIsAnotherInOrderedWords() {
        PolicySettings before = settings("{\"approvers\": 1, \"forcedProviders\": [\"google\"]}");
        PolicySettings after = settings("{\"forcedProviders\": [\"google\", \"authy\"], \"linkLifetime\": \"PT10M\"}");
        assertThat(before.changesTo(after))
                .containsExactly(
                        new Change("forcedProviders", "[google]", "[authy, google]"),
                        new Change("linkLifetime", null, "PT10M"),
                        new Change("approvers", "1", null));
        assertThat(before.changesTo(before)).isEmpty();
    }

    /** An event takes so much; what is beyond it is another value all the same. */
    @Test
    void tellsNoMoreOfALongValueThanAnEventTakes() {
        String many = "[\"" + "a".repeat(400) + "\"]";
        PolicySettings before = settings("{\"allowedProviders\": " + many + "}");
        PolicySettings after = settings("{\"allowedProviders\": " + many.replace("]", ",\"b\"]") + "}");
        assertThat(before.changesTo(after))
                .singleElement()
                .satisfies(change -> assertThat(change.after()).hasSizeBetween(200, 300));
    }

    @Test
    void isNotChangedFromOutside() {
        Set<String> roles = new HashSet<>(Set.of("ADMINISTRATOR"));
        Policy policy = new PolicySettings(
                        null, null, null, null, null, null, null, null, roles, null, null, null, null, null, null, null,
                        null, null, null)
                .over(Policy.standard(), null);
        roles.clear();
        assertThat(policy.requiresLink(Set.of("ADMINISTRATOR"))).isTrue();
    }

    private static Policy policy(Level level, Duration link, Duration deadline) {
        String settings = "{\"requiredLevel\": \"%s\", \"linkLifetime\": \"%s\", \"enrollmentDeadline\": \"%s\"}";
        return settings(settings.formatted(level, link, deadline)).over(Policy.standard(), null);
    }

    private static PolicySettings settings(String json) {
        return JSON.readValue(json, PolicySettings.class);
    }
}
