package io.rekey.identity.reset;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser;
import io.rekey.identity.MfaStandIn;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.query.Update;

/** I2: after the 202 nothing old is accepted. What the other services do later is clean-up; here they have done nothing yet. */
class NothingOldOpensIT extends RunningIdentity {

    private Person ada;
    private Person marta;
    private Browser adas;

    @BeforeEach
    void signIn() {
        ada = administrator();
        marta = user();
        adas = signedIn(ada);
    }

    @Test
    void neitherSessionNorHalfDoneSignInNorCodeNorBackupCodeNorDevice() {
        Browser session = signedIn(marta);
        Browser halfway = browser();
        halfway.signIn(marta);
        Browser trusted = browser().cookie(Browser.DEVICE, devices.trusts(marta.id(), "d-old", "google", 1));
        String backupCode = mfa.backupCodeFor(marta.id(), "USER", 1);
        assertThat(session.isSignedIn()).isTrue();

        assertThat(reset(adas, ada, "k", marta).status()).isEqualTo(202);

        assertThat(session.isSignedIn()).isFalse();
        assertThat(halfway.twin().backupCode(backupCode).problem()).isEqualTo("start-again");
        assertThat(halfway.code(mfa.codeFor(marta.id())).problem()).isEqualTo("start-again");
        assertThat(trusted.signIn(marta).state()).isEqualTo("ENROLLMENT_REQUIRED");
        assertThat(trusted.code(mfa.codeFor(marta.id())).problem()).isEqualTo("start-again");
        assertThat(List.of(session, halfway, trusted)).noneMatch(Browser::isSignedIn);
    }

    @Test
    void neitherLinkNorHalfDoneEnrollment() {
        reset(adas, ada, "k1", marta);
        String oldLink = mailedLink(marta);
        Browser opened = browser();
        opened.openLink(oldLink, marta.password());
        opened.begin("google");
        Browser notBegun = opened.twin();

        reset(adas, ada, "k2", marta);

        assertThat(browser().openLink(oldLink, marta.password()).problem()).isEqualTo("link-dead");
        assertThat(opened.confirm(MfaStandIn.FIRST_CODE).problem()).isEqualTo("start-again");
        assertThat(notBegun.begin("authy").problem()).isEqualTo("start-again");
        assertThat(read(marta).hasLiveFactor()).isFalse();
        assertThat(browser().openLink(mailedLink(marta), marta.password()).state())
                .isEqualTo("ENROLLMENT_REQUIRED");
    }

    @Test
    void endsTheSessionsOfAnAdministratorToo() { // A25
        Person grace = people.active(mfa, ACME, io.rekey.identity.user.Role.OPERATOR);
        Browser graces = signedIn(grace);
        assertThat(reset(graces, grace, "k", ada).status()).isEqualTo(202);
        assertThat(adas.get("/api/v1/users").status()).isEqualTo(401);
        assertThat(graces.get("/api/v1/users").status()).isEqualTo(200);
    }

    @Test
    void deletesTheSessionsAndSaysHowMany() {
        signedIn(marta);
        signedIn(marta);
        String resetId = resetId(reset(adas, ada, "k", marta));
        assertThat(adas.get("/api/v1/resets/" + resetId)
                        .body()
                        .path("effects")
                        .path(0)
                        .path("count")
                        .asInt())
                .isEqualTo(2);
        assertThat(mongo.getCollection("sessions").countDocuments(new Document("userId", marta.id())))
                .isZero();
    }

    /** Only the old things: a user with another provider keeps it, and cannot be set up by the password alone. */
    @Test
    void leavesTheOtherProviderAlone() {
        alsoHas(marta, "authy");
        String oldBackupCode = mfa.backupCodeFor(marta.id(), "USER", 1);
        assertThat(reset(
                                adas,
                                "k",
                                adas.proof(ada, "mfa:reset", marta.id()),
                                Map.of("userIds", List.of(marta.id()), "reason", "r", "providers", List.of("google")))
                        .status())
                .isEqualTo(202);

        Browser martas = browser();
        var step = martas.signIn(marta);
        assertThat(step.state()).isEqualTo("SECOND_FACTOR_REQUIRED");
        assertThat(step.body().path("providers").toString()).isEqualTo("[\"authy\"]");
        assertThat(martas.begin("google").problem()).isEqualTo("start-again");
        assertThat(martas.backupCode(oldBackupCode).problem()).isEqualTo("wrong-code");
        assertThat(martas.code(mfa.codeFor(marta.id())).state()).isEqualTo("SIGNED_IN");
        assertThat(read(marta).fences().factors()).containsOnlyKeys("user:google", "user:backup_codes");
        assertThat(read(marta).liveFactors()).extracting("provider").containsExactly("authy");
    }

    /** After a reset of one provider the mailed link leads back to it, and the other one lives on. */
    @Test
    void letsTheLinkLeadBackToTheOneProvider() {
        alsoHas(marta, "authy");
        reset(
                adas,
                "k",
                adas.proof(ada, "mfa:reset", marta.id()),
                Map.of("userIds", List.of(marta.id()), "reason", "r", "providers", List.of("google")));
        Browser opened = browser();
        opened.openLink(mailedLink(marta), marta.password());
        opened.begin("google");
        assertThat(opened.confirm(MfaStandIn.FIRST_CODE).state()).isEqualTo("SET_UP");
        assertThat(read(marta).liveFactors()).extracting("provider").containsExactly("authy", "google");
    }

    private void alsoHas(Person person, String provider) {
        String id = person.enrollmentId() + provider;
        mfa.hasActive(person.id(), id, provider, 1);
        Document confirmed = new Document("_id", id)
                .append("organizationId", person.organization())
                .append("level", "USER")
                .append("provider", provider)
                .append("epoch", 1L);
        users.update(
                org.springframework.data.mongodb.core.query.Criteria.where("_id")
                        .is(person.id()),
                new Update().push("confirmed", confirmed));
    }

    private static String resetId(Browser.Answer answer) {
        return answer.body().path("resets").path(0).path("resetId").asString();
    }
}
