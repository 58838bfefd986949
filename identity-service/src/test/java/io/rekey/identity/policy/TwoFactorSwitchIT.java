package io.rekey.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Decisions;
import io.rekey.identity.Person;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two factors are switched off for an organization by whoever holds {@code mfa:disable}: an operator. */
class TwoFactorSwitchIT extends PolicyCalls {

    private static final String POLICY = "/api/v1/policy";
    private static final String OFF = PASSWORD_PROOF + ", \"twoFactorEnabled\": false";
    private static final String ON = PASSWORD_PROOF + ", \"twoFactorEnabled\": true";

    private String organization;
    private Person ada;
    private Browser adas;
    private Person olga;
    private Browser olgas;

    @BeforeEach
    void signIn() {
        organization = newOrganization();
        ada = administratorOf(organization);
        adas = signedIn(ada);
        olga = operator();
        olgas = signedIn(olga);
    }

    @AfterEach
    void restore() {
        Decisions.forgetPlatform(mongo);
    }

    @Test
    void isLeftToOperators() {
        Answer refused = byTheAdministrator(0, OFF);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(effective()).isTrue();
        assertThat(byTheOperator(0, OFF).status()).isEqualTo(200);
        assertThat(effective()).isFalse();
    }

    @Test
    void leavesAnAdministratorWhateverElseThereIsToDecide() {
        byTheOperator(0, OFF);
        assertThat(byTheAdministrator(1, OFF + ", \"approvers\": 2").status()).isEqualTo(200);
        assertThat(effective()).isFalse();
        assertThat(byTheAdministrator(2, ON).status()).as("on again").isEqualTo(200);
        assertThat(effective()).isTrue();
        assertThat(byTheAdministrator(3, OFF).status()).as("and not off again").isEqualTo(403);
    }

    /** Off for the platform: an organization that had them on must not fall back to it without an operator. */
    @Test
    void isNotGoneRoundByDecidingNothing() {
        byTheAdministrator(0, ON);
        put(
                olgas,
                "/api/v1/platform/policy",
                0,
                "\"twoFactorEnabled\": false",
                olgas.proof(olga, "policy:write", "platform"));
        assertThat(effective()).isTrue();
        assertThat(byTheAdministrator(1, PASSWORD_PROOF).status()).isEqualTo(403);
        assertThat(byTheOperator(1, PASSWORD_PROOF).status()).isEqualTo(200);
        assertThat(effective()).isFalse();
        assertThat(byTheAdministrator(2, OFF).status())
                .as("nor made to last by saying what the platform happens to say")
                .isEqualTo(403);
    }

    private boolean effective() {
        return adas.get(POLICY)
                .body()
                .path("effective")
                .path("twoFactorEnabled")
                .asBoolean();
    }

    private Answer byTheAdministrator(int version, String settings) {
        return put(adas, POLICY, version, settings, adas.proof(ada, "policy:write", organization));
    }

    private Answer byTheOperator(int version, String settings) {
        String body = "{\"version\": " + version + ", \"settings\": {" + settings + "}}";
        String proof = olgas.proof(olga, "policy:write", organization);
        return send("PUT", olgas, POLICY, body, proof, Map.of("Rekey-Organization", organization));
    }
}
