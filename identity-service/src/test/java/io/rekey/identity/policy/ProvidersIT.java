package io.rekey.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser;
import io.rekey.identity.Decisions;
import io.rekey.identity.user.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What can be set up, here and now. */
class ProvidersIT extends PolicyCalls {

    private static final String PROVIDERS = "/api/v1/providers";

    private String organization;
    private Browser martas;

    @BeforeEach
    void signIn() {
        organization = newOrganization();
        martas = signedIn(people.active(mfa, organization, Role.USER));
    }

    @Test
    void showsWhatIsOfferedAndThatAllIsAllowedWhereNothingWasDecided() {
        assertThat(rows(martas))
                .containsExactly(
                        "google offered allowed",
                        "authy offered allowed",
                        "duo_security offered allowed",
                        "u2fkey allowed");
    }

    @Test
    void showsWhatTheOrganizationAllows() {
        Decisions.decide(mongo, organization, "allowedProviders", List.of("google", "u2fkey"));
        assertThat(rows(martas))
                .containsExactly("google offered allowed", "authy offered", "duo_security offered", "u2fkey allowed");
    }

    @Test
    void showsWhatTheOrganizationForces() {
        Decisions.decide(mongo, organization, "forcedProviders", List.of("authy"));
        assertThat(rows(martas))
                .containsExactly("google offered", "authy offered allowed forced", "duo_security offered", "u2fkey");
    }

    @Test
    void showsAnOperatorWhatHoldsInTheOrganizationTheyNamed() {
        Decisions.decide(mongo, organization, "forcedProviders", List.of("authy"));
        Browser olgas = signedIn(operator());
        assertThat(rows(olgas)).contains("google offered allowed");
        JsonNode there = send("GET", olgas, PROVIDERS, null, null, Map.of("Rekey-Organization", organization))
                .body();
        assertThat(rows(there)).contains("google offered", "authy offered allowed forced");
    }

    @Test
    void isForThoseWhoAreSignedIn() {
        assertThat(browser().get(PROVIDERS).status()).isEqualTo(401);
    }

    private static List<String> rows(Browser at) {
        return rows(at.get(PROVIDERS).body());
    }

    private static List<String> rows(JsonNode answer) {
        return answer.path("providers")
                .valueStream()
                .map(row ->
                        row.path("name").asString() + word(row, "offered") + word(row, "allowed") + word(row, "forced"))
                .toList();
    }

    private static String word(JsonNode row, String name) {
        return row.path(name).asBoolean() ? " " + name : "";
    }
}
