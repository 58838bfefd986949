package io.rekey.identity.reset;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.Level;
import io.rekey.identity.Browser;
import io.rekey.identity.MfaStandIn;
import io.rekey.identity.People;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.user.Role;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;

/** R30: an organization that insists on its own authenticator resets that one, and leaves the personal one alone. */
class OrganizationLevelResetIT extends RunningIdentity {

    private static final String STRICT = "strict";

    private Person ada;
    private Person marta;
    private Browser adas;

    @BeforeEach
    void insistOnItsOwn() {
        people.organization(
                STRICT,
                People.EASY.replace("{", "{\"requiredLevel\": \"ORGANIZATION\", \"trustedDeviceProviders\": [],"));
        ada = people.active(mfa, STRICT, Role.ADMINISTRATOR, Set.of(), Level.ORGANIZATION);
        marta = people.active(mfa, STRICT, Role.USER, Set.of(ACME), Level.ORGANIZATION);
        alsoHasAPersonalOne(marta);
        adas = signedIn(ada);
    }

    @Test
    void voidsTheOrganizationsOwnAloneAndLeadsBackByTheLinkAlone() {
        assertThat(resetOrganizationLevel().status()).isEqualTo(202);
        assertThat(read(marta).fences().factors().keySet())
                .allMatch(cell -> cell.startsWith("organization:strict:"))
                .contains("organization:strict:google", "organization:strict:backup_codes");
        assertThat(read(marta).liveFactors()).extracting("level").containsExactly(Level.USER);

        // A live personal factor: by the password alone nobody may set up another one.
        assertThat(browser().signIn(marta).state()).isEqualTo("LINK_REQUIRED");
        assertThat(signInTo(ACME).state()).isEqualTo("SECOND_FACTOR_REQUIRED");

        Browser opened = browser();
        opened.openLink(mailedLink(marta), marta.password());
        opened.begin("google");
        assertThat(opened.confirm(MfaStandIn.FIRST_CODE).state()).isEqualTo("SET_UP");
        assertThat(browser().signIn(marta).state()).isEqualTo("SECOND_FACTOR_REQUIRED");
        assertThat(read(marta).liveFactors(Level.ORGANIZATION, STRICT))
                .singleElement()
                .satisfies(factor -> assertThat(factor.epoch()).isEqualTo(2));
    }

    @Test
    void voidsThePersonalOneAloneAtTheOtherLevel() {
        assertThat(reset(adas, ada, "k", marta).status()).isEqualTo(202);
        assertThat(read(marta).liveFactors()).extracting("level").containsExactly(Level.ORGANIZATION);
        assertThat(browser().signIn(marta).state()).isEqualTo("SECOND_FACTOR_REQUIRED");
        assertThat(signInTo(ACME).state()).isEqualTo("LINK_REQUIRED");
    }

    @Test
    void voidsBothAtLevelBoth() {
        reset(adas, "k", adas.proof(ada, "mfa:reset", marta.id()), order("BOTH"));
        assertThat(read(marta).hasLiveFactor()).isFalse();
        assertThat(browser().signIn(marta).state()).isEqualTo("ENROLLMENT_REQUIRED");
    }

    /** A member lives elsewhere: what this organization made for them is its own to reset, and nothing else is. */
    @Test
    void resetsWhatItMadeForAMemberWhoLivesElsewhere() {
        Person lena = people.active(mfa, ACME, Role.USER, Set.of(STRICT), Level.USER);
        Document made = new Document("_id", lena.id() + "-strict")
                .append("organizationId", STRICT)
                .append("level", "ORGANIZATION")
                .append("provider", "google")
                .append("epoch", 1L);
        users.update(Criteria.where("_id").is(lena.id()), new Update().push("confirmed", made));
        for (String level : List.of("USER", "BOTH")) {
            assertThat(resetOf(lena, level).status()).as(level).isEqualTo(404);
        }
        assertThat(resetOf(lena, "ORGANIZATION").status()).isEqualTo(202);
        assertThat(read(lena).liveFactors())
                .singleElement()
                .satisfies(factor -> assertThat(factor.level()).isEqualTo(Level.USER));

        Browser opened = browser();
        opened.openLink(mailedLink(lena), lena.password());
        opened.begin("google");
        assertThat(opened.confirm(MfaStandIn.FIRST_CODE).state()).isEqualTo("SET_UP");
        assertThat(read(lena).liveFactors(Level.ORGANIZATION, STRICT)).hasSize(1);
    }

    private Browser.Answer resetOf(Person target, String level) {
        return reset(
                adas,
                "k" + level,
                adas.proof(ada, "mfa:reset", target.id()),
                Map.of("userIds", List.of(target.id()), "reason", "r", "level", level));
    }

    /** A personal code opens nothing that insists on its own. */
    @Test
    void takesNoBackupCodeOfTheOtherLevel() {
        Browser martas = browser();
        martas.signIn(marta);
        assertThat(martas.backupCode(mfa.backupCodeFor(marta.id(), "USER", 1)).problem())
                .isEqualTo("wrong-code");
        assertThat(martas.backupCode(mfa.backupCodeFor(marta.id(), "ORGANIZATION", 1))
                        .state())
                .isEqualTo("SIGNED_IN");
    }

    private Browser.Answer resetOrganizationLevel() {
        return reset(adas, "k", adas.proof(ada, "mfa:reset", marta.id()), order("ORGANIZATION"));
    }

    private Map<String, ?> order(String level) {
        return Map.of("userIds", List.of(marta.id()), "reason", "r", "level", level);
    }

    private Browser.Answer signInTo(String organization) {
        return browser()
                .post(
                        "/api/v1/sign-in",
                        Map.of(
                                "username",
                                marta.username(),
                                "password",
                                marta.password(),
                                "organization",
                                organization));
    }

    private void alsoHasAPersonalOne(Person person) {
        mfa.hasActive(person.id(), person.id() + "-own", "google", 1);
        Document confirmed = new Document("_id", person.id() + "-own")
                .append("organizationId", ACME)
                .append("level", "USER")
                .append("provider", "google")
                .append("epoch", 1L);
        users.update(Criteria.where("_id").is(person.id()), new Update().push("confirmed", confirmed));
    }
}
