package io.rekey.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.identity.PolicyChanged;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Decisions;
import io.rekey.identity.Person;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What holds for every organization that decided nothing else. */
class PlatformPolicyIT extends PolicyCalls {

    private static final String PLATFORM = "/api/v1/platform/policy";

    private Person olga;
    private Browser olgas;

    @BeforeEach
    void signIn() {
        olga = operator();
        olgas = signedIn(olga);
    }

    @AfterEach
    void restore() {
        Decisions.forgetPlatform(mongo);
    }

    @Test
    void isTheStandardUntilSomebodyDecides() {
        JsonNode policy = olgas.get(PLATFORM).body();
        assertThat(policy.path("organizationId").asString()).isEqualTo("platform");
        assertThat(policy.path("version").asInt(-1)).isZero();
        assertThat(policy.path("settings").path("linkLifetime").isNull()).isTrue();
        assertThat(policy.path("effective").path("linkLifetime").asString()).isEqualTo("PT1H");
    }

    @Test
    void holdsForEveryOrganizationThatDecidedNothingElse() {
        String follower = newOrganization();
        String other = newOrganization();
        Decisions.decide(mongo, other, "linkLifetime", "PT20M");
        assertThat(change(0, "\"linkLifetime\": \"PT10M\", \"resetsPerHour\": 7")
                        .status())
                .isEqualTo(200);
        assertThat(lifetimeIn(follower)).isEqualTo("PT10M");
        assertThat(lifetimeIn(other)).isEqualTo("PT20M");
        assertThat(change(1, "").status()).isEqualTo(200);
        assertThat(lifetimeIn(follower)).isEqualTo("PT1H");
        assertThat(lifetimeIn(other)).isEqualTo("PT20M");
    }

    @Test
    void isToldAsThePlatforms() {
        change(0, "\"approvers\": 2");
        assertThat(said(olga, PolicyChanged.class)).singleElement().satisfies(event -> {
            assertThat(event.organizationId()).isEqualTo("platform");
            assertThat(event.version()).isEqualTo(1);
            assertThat(event.changes()).containsExactly(new PolicyChanged.Change("approvers", null, "2"));
        });
    }

    @Test
    void refusesWhoeverHasNotSeenTheLatest() {
        change(0, "\"approvers\": 2");
        Answer answer = change(0, "\"approvers\": 1");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().path("version").asInt()).isEqualTo(1);
        assertThat(olgas.get(PLATFORM)
                        .body()
                        .path("effective")
                        .path("approvers")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void hasTheSameBounds() {
        assertThat(change(0, "\"linkLifetime\": \"PT25H\"").problem()).isEqualTo("policy-out-of-bounds");
        assertThat(change(0, "\"allowedProviders\": [\"sms\"]").problem()).isEqualTo("unknown-provider");
        assertThat(change(0, "\"linkLifetime\": \"PT24H\"").status()).isEqualTo(200);
    }

    @Test
    void needsAProofForThePlatform() {
        assertStepUpRequired(put(olgas, PLATFORM, 0, "", null));
        assertStepUpRequired(put(olgas, PLATFORM, 0, "", olgas.proof(olga, "policy:write", ACME)));
        assertThat(change(0, "").status()).isEqualTo(200);
    }

    @Test
    void isNobodyElsesBusiness() {
        Person ada = administrator();
        Browser adas = signedIn(ada);
        assertThat(adas.get(PLATFORM).status()).isEqualTo(403);
        String proof = adas.proof(ada, "policy:write", "platform");
        assertThat(put(adas, PLATFORM, 0, "\"approvers\": 2", proof).status()).isEqualTo(403);
        assertThat(olgas.get(PLATFORM).body().path("version").asInt(-1)).isZero();
    }

    /** The platform has a document beside the organizations', and is none of them. */
    @Test
    void isNoOrganization() {
        change(0, "\"approvers\": 2");
        assertThat(send("GET", olgas, "/api/v1/policy", null, null, Map.of("Rekey-Organization", "platform"))
                        .status())
                .isEqualTo(404);
    }

    private Answer change(int version, String settings) {
        return put(olgas, PLATFORM, version, settings, olgas.proof(olga, "policy:write", "platform"));
    }

    private String lifetimeIn(String organization) {
        Map<String, String> about = Map.of("Rekey-Organization", organization);
        Answer answer = send("GET", olgas, "/api/v1/policy", null, null, about);
        return answer.body().path("effective").path("linkLifetime").asString();
    }
}
