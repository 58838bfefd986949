package io.rekey.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.organization.Policies;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What nobody may decide, and what there is to say about it. */
class PolicyBoundsIT extends PolicyCalls {

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

    /** The proof is not spent for it: the slip is corrected with the same one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'linkLifetime': 'PT24H0.001S'      | link lifetime must be longer than a moment and at most PT24H.",
                "'linkLifetime': '0s'               | link lifetime must be longer than a moment and at most PT24H.",
                "'enrollmentDeadline': '91d'        | enrollment deadline must be longer than a moment and at most PT2160H.",
                "'trustedDeviceLifetime': 'PT1.5S'  | trusted device lifetime must be whole seconds.",
                "'trustedDeviceLifetime': '31d'     | trusted device lifetime must be longer than a moment and at most PT720H.",
                "'trustedDeviceMaximum': 11         | trusted device maximum must be between 1 and 10.",
                "'resetsPerHour': 0                 | resets per hour must be between 1 and 1000000.",
                "'resetsPerTarget': -1              | resets per target must be between 1 and 1000000.",
                "'approvers': 3                     | approvers must be 1 or 2.",
                "'approveMoreThan': 0               | approveMoreThan must be at least 1.",
                "'requiredLevel': 'BOTH'            | required level must be USER or ORGANIZATION: one enrollment has one.",
                "'allowedProviders': ['u2fkey']     | allowedProviders must name at least one that can be set up now: google,"
                        + " authy, duo_security.",
                "'forcedProviders': ['u2fkey']      | forcedProviders must name at least one that can be set up now: google,"
                        + " authy, duo_security."
            },
            quoteCharacter = '"')
    void refusesWhatIsOutOfBoundsAndSaysWhy(String setting, String sentence) {
        String proof = proof();
        Answer answer = put(adas, POLICY, 0, setting.replace('\'', '"'), proof);
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("policy-out-of-bounds");
        assertThat(answer.string("detail")).isEqualTo(sentence);
        assertThat(policies.of(organization).version()).isZero();
        assertThat(put(adas, POLICY, 0, PASSWORD_PROOF, proof).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'allowedProviders': ['google', 'sms'] | unknown-provider",
                "'forcedProviders': ['Google']         | unknown-provider",
                "'trustedDeviceProviders': ['']        | unknown-provider",
                "'linkRequiredRoles': ['ROOT']         | unknown-role",
                "'linkAloneRoles': ['user']            | unknown-role"
            },
            quoteCharacter = '"')
    void refusesNamesThatNobodyHas(String setting, String problem) {
        Answer answer = change(0, setting.replace('\'', '"'));
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(policies.of(organization).version()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'trustedDeviceProviders': [null]", "'linkAloneRoles': [null]"})
    void refusesWhatIsNoName(String setting) {
        Answer answer = change(0, setting.replace('\'', '"'));
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(policies.of(organization).version()).isZero();
    }

    @Test
    void takesEveryNameThatThereIs() {
        Answer answer = change(
                0,
                PASSWORD_PROOF + ", \"allowedProviders\": [\"google\", \"u2fkey\"], \"forcedProviders\": [\"authy\"],"
                        + " \"trustedDeviceProviders\": [], \"linkAloneRoles\": [\"USER\"],"
                        + " \"linkRequiredRoles\": [\"OPERATOR\", \"ADMINISTRATOR\", \"SUPPORT\"]");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'version': 0}",
                "{'settings': {}}",
                "{'version': null, 'settings': {}}",
                "{'version': -1, 'settings': {}}",
                "{'version': 0, 'settings': null}",
                "{'version': 0, 'settings': []}",
                "{'version': 0, 'settings': {'linkLife': 'PT1H'}}",
                "{'version': 0, 'settings': {'linkLifetime': 3600}}",
                "{'version': 0, 'settings': {'linkLifetime': '3600'}}",
                "{'version': 0, 'settings': {'linkLifetime': 'soon'}}",
                "{'version': 0, 'settings': {'linkLifetime': {'$gt': 0}}}",
                "{'version': 0, 'settings': {'stepUp': 'NONE'}}",
                "{'version': 0, 'settings': {}, 'organizationId': 'globex'}"
            })
    void refusesABodyOfAnotherShape(String body) {
        Answer answer = send("PUT", adas, POLICY, body.replace('\'', '"'), proof(), Map.of());
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(policies.of(organization).version()).isZero();
    }

    private Answer change(int version, String settings) {
        return put(adas, POLICY, version, settings, proof());
    }

    private String proof() {
        return adas.proof(ada, "policy:write", organization);
    }
}
