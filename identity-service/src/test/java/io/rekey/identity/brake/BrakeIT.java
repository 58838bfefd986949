package io.rekey.identity.brake;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.identity.AdministratorFrozen;
import io.rekey.events.identity.AdministratorReleased;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.Race;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.user.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** R39, A29: an administrator in too much of a hurry is stopped until somebody else releases them. */
class BrakeIT extends RunningIdentity {

    private static final String HURRIED = "hurried";

    private Person ada;
    private Browser adas;
    private int keys;

    @BeforeEach
    void signIn() {
        people.organization(HURRIED, "{\"stepUp\": \"PASSWORD\", \"resetsPerHour\": 3, \"approveMoreThan\": 5}");
        ada = people.active(mfa, HURRIED, Role.ADMINISTRATOR);
        adas = signedIn(ada);
    }

    @Test
    void saysWhatIsLeftOfTheHour() {
        Answer answer = resetOne();
        assertThat(answer.headers().allValues("RateLimit-Policy")).contains("\"resets\";q=3;w=3600");
        assertThat(answer.headers().allValues("RateLimit")).anyMatch(left -> left.startsWith("\"resets\";r=2;t="));
    }

    @Test
    void freezesWhoPassesTheUsualPaceAndTellsThoseWhoMayRelease() {
        Person grace = people.active(mfa, HURRIED, Role.ADMINISTRATOR);
        for (int i = 0; i < 3; i++) {
            assertThat(resetOne().status()).isEqualTo(202);
        }
        Person spared = people.active(mfa, HURRIED, Role.USER);
        Answer refused = reset(adas, ada, key(), spared);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.problem()).isEqualTo("frozen");
        assertThat(read(spared).epoch()).isEqualTo(1);
        AdministratorFrozen told = eventsAbout(ada, AdministratorFrozen.class).getFirst();
        assertThat(told.resets()).isEqualTo(4);
        assertThat(told.mayRelease()).contains(grace.id()).doesNotContain(ada.id());
    }

    /** Waiting does not thaw anybody. */
    @Test
    void keepsThemFrozenUntilASecondPersonReleasesThem() {
        freeze();
        clock.advance(Duration.ofHours(2));
        adas = signedIn(ada);
        assertThat(resetOne().problem()).isEqualTo("frozen");
        assertThat(release(adas, ada).problem()).isEqualTo("own-account");
        Person grace = people.active(mfa, HURRIED, Role.ADMINISTRATOR);
        assertThat(release(signedIn(grace), grace).status()).isEqualTo(204);
        assertThat(resetOne().status()).isEqualTo(202);
        assertThat(eventsAbout(ada, AdministratorReleased.class)).hasSize(1);
    }

    @Test
    void letsNobodyReleaseWithoutThePermissionOrAProofOrFromElsewhere() {
        freeze();
        Person sam = people.active(mfa, HURRIED, Role.SUPPORT);
        assertThat(release(signedIn(sam), sam).status()).isEqualTo(403);
        Person foreign = administrator();
        assertThat(release(signedIn(foreign), foreign).status()).isEqualTo(404);
        Person grace = people.active(mfa, HURRIED, Role.ADMINISTRATOR);
        assertThat(signedIn(grace)
                        .delete("/api/v1/users/" + ada.id() + "/freeze")
                        .problem())
                .isEqualTo("step-up-required");
        assertThat(read(ada).isFrozen()).isTrue();
    }

    /** A stolen session does not get round it by another door. */
    @Test
    void letsAFrozenPersonDoNothingElseThatNeedsAProof() {
        Person marta = people.active(mfa, HURRIED, Role.USER);
        freeze();
        String path = "/api/v1/users/" + marta.id() + "/trusted-devices";
        String proof = adas.proof(ada, "device:revoke", marta.id());
        assertThat(adas.send("DELETE", path, null, Map.of("Rekey-Step-Up", proof))
                        .problem())
                .isEqualTo("frozen");
        Person grace = people.active(mfa, HURRIED, Role.ADMINISTRATOR);
        Browser graces = signedIn(grace);
        String hers = graces.proof(grace, "device:revoke", marta.id());
        assertThat(graces.send("DELETE", path, null, Map.of("Rekey-Step-Up", hers))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void countsAnewInTheNextHour() {
        for (int i = 0; i < 3; i++) {
            resetOne();
        }
        clock.advance(Duration.ofHours(1));
        adas = signedIn(ada);
        assertThat(resetOne().status()).isEqualTo(202);
    }

    /** Parallel calls do not overshoot. */
    @Test
    void letsThroughNoMoreThanTheLimitOfManyAtOnce() throws Exception {
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Person target = people.active(mfa, HURRIED, Role.USER);
            String proof = adas.proof(ada, "mfa:reset", target.id());
            String key = key();
            Browser twin = adas.twin();
            calls.add(() -> reset(twin, key, proof, Map.of("userIds", List.of(target.id()), "reason", "x"))
                    .status());
        }
        assertThat(Race.of(calls).stream().filter(status -> status == 202).count())
                .isLessThanOrEqualTo(3);
        assertThat(read(ada).isFrozen()).isTrue();
    }

    /** The way for many is a plan that somebody agrees to: it is not counted. */
    @Test
    void doesNotCountWhatSomebodyElseAgreesTo() {
        Person[] six = new Person[6];
        for (int i = 0; i < 6; i++) {
            six[i] = people.active(mfa, HURRIED, Role.USER);
        }
        assertThat(reset(adas, ada, key(), six).status()).isEqualTo(202);
        assertThat(read(ada).isFrozen()).isFalse();
        assertThat(resetOne().status()).isEqualTo(202);
    }

    private void freeze() {
        for (int i = 0; i < 4; i++) {
            resetOne();
        }
        assertThat(read(ada).isFrozen()).isTrue();
    }

    private Answer resetOne() {
        return reset(adas, ada, key(), people.active(mfa, HURRIED, Role.USER));
    }

    private Answer release(Browser at, Person by) {
        String proof = at.proof(by, "reset:approve", ada.id());
        return at.send("DELETE", "/api/v1/users/" + ada.id() + "/freeze", null, Map.of("Rekey-Step-Up", proof));
    }

    private String key() {
        return "brake-" + ++keys;
    }
}
