package io.rekey.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.identity.PolicyChanged;
import io.rekey.events.identity.PolicyChanged.Change;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.Race;
import io.rekey.identity.organization.Policies;
import io.rekey.identity.user.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** An organization decides for itself. */
class PolicyIT extends PolicyCalls {

    private static final String POLICY = "/api/v1/policy";

    @Autowired
    private Policies policies;

    private String organization;
    private Person ada;
    private Browser adas;

    @BeforeEach
    void signIn() {
        organization = newOrganization();
        ada = administratorOf(organization);
        adas = signedIn(ada);
    }

    @Test
    void showsWhatWasDecidedBesideWhatHolds() {
        JsonNode policy = adas.get(POLICY).body();
        assertThat(policy.path("organizationId").asString()).isEqualTo(organization);
        assertThat(policy.path("version").asInt(-1)).isZero();
        assertThat(policy.path("settings").path("stepUp").asString()).isEqualTo("PASSWORD");
        assertThat(policy.path("settings").path("linkLifetime").isNull()).isTrue();
        assertThat(policy.path("effective").path("linkLifetime").asString()).isEqualTo("PT1H");
        assertThat(policy.path("effective").propertyNames())
                .containsExactlyElementsOf(policy.path("settings").propertyNames());
        assertThat(policy.path("twoFactorSuspendedUntil").isNull()).isTrue();
    }

    @Test
    void replacesTheSettingsWholly() {
        assertThat(change(0, PASSWORD_PROOF + ", \"linkLifetime\": \"PT10M\"").status())
                .isEqualTo(200);
        Answer answer = change(1, PASSWORD_PROOF + ", \"trustedDeviceLifetime\": \"7d\"");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        for (JsonNode policy : List.of(answer.body(), adas.get(POLICY).body())) {
            assertThat(policy.path("version").asInt()).isEqualTo(2);
            assertThat(policy.path("settings").path("linkLifetime").isNull()).isTrue();
            assertThat(policy.path("effective").path("linkLifetime").asString()).isEqualTo("PT1H");
            assertThat(policy.path("effective").path("trustedDeviceLifetime").asString())
                    .isEqualTo("PT168H");
        }
    }

    @Test
    void tellsEachChangeAndKeepsIt() {
        change(0, PASSWORD_PROOF + ", \"forcedProviders\": [\"google\", \"authy\"], \"approvers\": 2");
        change(1, PASSWORD_PROOF + ", \"forcedProviders\": [], \"approvers\": 2");
        List<PolicyChanged> said = said(ada, PolicyChanged.class, 2);
        assertThat(said).extracting(PolicyChanged::version).containsExactly(1, 2);
        assertThat(said).allSatisfy(event -> {
            assertThat(event.organizationId()).isEqualTo(organization);
            assertThat(event.actor().id()).isEqualTo(ada.id());
        });
        assertThat(said.getFirst().changes())
                .contains(
                        new Change("forcedProviders", null, "[authy, google]"),
                        new Change("approvers", null, "2"),
                        new Change("resetsPerHour", "100000", null))
                .extracting(Change::setting)
                .doesNotContain("stepUp", "linkLifetime");
        assertThat(said.getLast().changes()).containsExactly(new Change("forcedProviders", "[authy, google]", "[]"));

        JsonNode entries = adas.get(POLICY + "/history").body().path("entries");
        assertThat(entries.size()).isEqualTo(2);
        assertThat(entries.path(1).path("version").asInt()).isEqualTo(2);
        assertThat(entries.path(1).path("actor").asString()).isEqualTo(ada.id());
        assertThat(entries.path(1).path("at").asString())
                .isEqualTo(clock.instant().toString());
        assertThat(entries.path(1).path("changes").path(0).path("after").asString())
                .isEqualTo("[]");
    }

    @Test
    void keepsTheLatestHundredChanges() {
        for (int version = 1; version <= 103; version++) {
            var present = policies.of(organization);
            var event = new PolicyChanged(
                    ada.id(), organization, version, List.of(), io.rekey.events.Actor.user(ada.id()), clock.instant());
            assertThat(policies.replace(present.next(present.settings()), event))
                    .isTrue();
        }
        JsonNode entries = adas.get(POLICY + "/history").body().path("entries");
        assertThat(entries.size()).isEqualTo(100);
        assertThat(entries.path(0).path("version").asInt()).isEqualTo(4);
        assertThat(entries.path(99).path("version").asInt()).isEqualTo(103);
    }

    @Test
    void makesNoVersionOfWhatHoldsAlready() {
        change(0, PASSWORD_PROOF);
        Answer again = change(1, PASSWORD_PROOF);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().path("version").asInt()).isEqualTo(1);
        assertThat(policies.history(organization)).hasSize(1);
    }

    @Test
    void refusesWhoeverHasNotSeenTheLatest() {
        change(0, PASSWORD_PROOF);
        for (int version : List.of(0, 2, 7)) {
            Answer answer = change(version, "\"approvers\": 2");
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.problem()).isEqualTo("policy-changed");
            assertThat(answer.body().path("version").asInt()).isEqualTo(1);
        }
        assertThat(policies.of(organization).version()).isEqualTo(1);
        assertThat(change(1, PASSWORD_PROOF + ", \"approvers\": 2").status()).isEqualTo(200);
    }

    @Test
    void letsOneOfThoseWhoDecideAtTheSameMoment() throws Exception {
        List<Callable<Integer>> racers = new ArrayList<>();
        for (int approveMoreThan = 2; approveMoreThan < 8; approveMoreThan++) {
            String settings = PASSWORD_PROOF + ", \"approveMoreThan\": " + approveMoreThan;
            String proof = proof();
            racers.add(() -> put(adas.twin(), POLICY, 0, settings, proof).status());
        }
        assertThat(Race.of(racers)).containsOnly(200, 409).containsOnlyOnce(200);
        assertThat(policies.history(organization)).hasSize(1);
        assertThat(said(ada, PolicyChanged.class)).hasSize(1);
    }

    @Test
    void needsAProofForThisOrganization() {
        assertStepUpRequired(put(adas, POLICY, 0, PASSWORD_PROOF, null));
        assertStepUpRequired(put(adas, POLICY, 0, PASSWORD_PROOF, adas.proof(ada, "policy:write", ACME)));
        assertStepUpRequired(put(adas, POLICY, 0, PASSWORD_PROOF, adas.proof(ada, "mfa:disable", organization)));
        assertThat(policies.of(organization).version()).isZero();
        assertThat(change(0, PASSWORD_PROOF).status()).isEqualTo(200);
    }

    @Test
    void isReadByThoseWhoMayReadAndChangedByThoseWhoMayChange() {
        Browser marta = signedIn(people.active(mfa, organization, Role.USER));
        assertThat(marta.get(POLICY).status()).isEqualTo(403);
        assertThat(marta.get(POLICY + "/history").status()).isEqualTo(403);
        Person sam = people.active(mfa, organization, Role.SUPPORT);
        Browser sams = signedIn(sam);
        assertThat(sams.get(POLICY).status()).isEqualTo(200);
        assertThat(sams.get(POLICY + "/history").status()).isEqualTo(200);
        String proof = sams.proof(sam, "policy:write", organization);
        assertThat(put(sams, POLICY, 0, PASSWORD_PROOF, proof).status()).isEqualTo(403);
        assertThat(policies.of(organization).version()).isZero();
    }

    private Answer change(int version, String settings) {
        return put(adas, POLICY, version, settings, proof());
    }

    private String proof() {
        return adas.proof(ada, "policy:write", organization);
    }
}
