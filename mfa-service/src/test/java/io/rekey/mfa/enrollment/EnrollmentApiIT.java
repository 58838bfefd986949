package io.rekey.mfa.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.mfa.InternalApi;
import io.rekey.mfa.InternalApi.Answer;
import io.rekey.mfa.MovableClock;
import io.rekey.mfa.Race;
import io.rekey.mfa.RunsMfaService;
import io.rekey.mfa.StoredFactors;
import io.rekey.mfa.TestPhone;
import io.rekey.mfa.TestUser;
import java.util.HashSet;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@RunsMfaService
class EnrollmentApiIT {

    @Autowired
    InternalApi api;

    @Autowired
    MovableClock clock;

    @Autowired
    StoredFactors stored;

    private final TestUser marta = TestUser.somebody();
    private final String id = marta.newEnrollmentId();

    @ParameterizedTest
    @ValueSource(strings = {"google", "authy", "duo_security"})
    void startsAndActivates(String provider) {
        Answer started = api.start(marta, id, provider, 1);
        assertThat(started.status()).as(started.text()).isEqualTo(201);
        assertThat(started.body().propertyNames())
                .containsExactlyInAnyOrder("enrollmentId", "provider", "uri", "secret");
        assertThat(started.string("provider")).isEqualTo(provider);
        assertThat(started.string("uri"))
                .isEqualTo("otpauth://totp/Acme%20%28production%29:marta?secret=" + started.string("secret")
                        + "&issuer=Acme%20%28production%29&algorithm=SHA1&digits=6&period=30");
        assertThat(api.state(marta, id)).isEqualTo("PENDING");

        TestPhone phone = TestPhone.active(api, clock, marta, provider, 1);
        assertThat(api.state(marta, phone.enrollmentId())).isEqualTo("ACTIVE");
    }

    @Test
    void showsTheSameSecretWhileItIsPendingAndNeverAfterwards() {
        String secret = api.start(marta, id, "google", 1).string("secret");
        assertThat(api.start(marta, id, "google", 1).string("secret")).isEqualTo(secret);
        assertThat(stored.enrollments(marta)).hasSize(1);

        TestPhone active = TestPhone.active(api, clock, marta, "google", 1);
        Answer again = api.start(marta, active.enrollmentId(), "google", 1);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.problem()).isEqualTo("urn:rekey:already-active");
        assertThat(again.text()).doesNotContain(active.app().secret());
    }

    @Test
    void answersParallelStartsOfOneEnrollmentWithOneSecret() {
        List<Answer> answers = Race.of(16, () -> api.start(marta, id, "google", 1));

        assertThat(answers).allMatch(answer -> answer.status() == 201);
        assertThat(answers)
                .extracting(answer -> answer.string("secret"))
                .containsOnly(answers.getFirst().string("secret"));
        assertThat(stored.enrollments(marta)).hasSize(1);
    }

    @Test
    void keepsParallelStartsOfDifferentEnrollments() { // two first writers, protocol notes
        List<Integer> statuses = Race.of(
                16, () -> api.start(marta, marta.newEnrollmentId(), "google", 1).status());

        assertThat(statuses).containsOnly(201);
        assertThat(stored.enrollments(marta)).hasSize(16);
    }

    @Test
    void refusesAnotherEnrollmentUnderAKnownId() {
        api.start(marta, id, "google", 1);

        assertThat(api.start(marta, id, "authy", 1).status()).isEqualTo(409);
        assertThat(api.start(marta, id, "google", 2).status()).isEqualTo(409);
        assertThat(api.start(marta.inOrganization("acme"), id, "google", 1).status())
                .isEqualTo(409);
    }

    @Test
    void refusesAProviderThatNobodyOffers() {
        for (String provider : List.of("u2fkey", "sms", "GOOGLE", "backup_codes", "")) {
            Answer answer = api.start(marta, id, provider, 1);
            assertThat(answer.status()).as(provider).isEqualTo(422);
            assertThat(answer.problem()).isEqualTo("urn:rekey:unknown-provider");
        }
        assertThat(stored.of(marta)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "USER, acme, google, user:google",
        "USER, acme, duo_security, user:duo_security",
        "ORGANIZATION, acme, duo_security, organization:acme:duo_security",
        "ORGANIZATION, _a-1_, google, organization:_a-1_:google",
        "ORGANIZATION, 123, authy, organization:123:authy",
        "ORGANIZATION, 507f1f77bcf86cd799439011, authy, organization:507f1f77bcf86cd799439011:authy"
    })
    void refusesAnEpochBelowTheFenceOfItsScope(String level, String organization, String provider, String cell) {
        TestUser user = new TestUser(marta.id(), organization, level);
        api.start(user, id, provider, 1);
        stored.set(user, "fences", new Document(cell, 3L));

        Answer fenced = api.start(user, user.newEnrollmentId(), provider, 2);
        assertThat(fenced.status()).isEqualTo(409);
        assertThat(fenced.problem()).isEqualTo("urn:rekey:fenced");
        assertThat(api.start(user, id, provider, 1).problem())
                .as("also for showing it again")
                .isEqualTo("urn:rekey:fenced");
        assertThat(api.start(user, user.newEnrollmentId(), provider, 3).status())
                .as("at the fence")
                .isEqualTo(201);
        String other = provider.equals("google") ? "authy" : "google";
        assertThat(api.start(user, user.newEnrollmentId(), other, 2).status())
                .as("another provider")
                .isEqualTo(201);
    }

    @Test
    void activatesByTheRightCodeOnly() {
        TestPhone phone = TestPhone.pending(api, clock, marta, "google", 1);

        assertThat(api.activate(marta, phone.enrollmentId(), phone.wrongCode()).text())
                .isEqualTo("{\"result\":\"WRONG_CODE\"}");
        assertThat(api.activate(marta, phone.enrollmentId(), phone.code(-2)).result())
                .isEqualTo("WRONG_CODE");
        assertThat(api.state(marta, phone.enrollmentId())).isEqualTo("PENDING");
        assertThat(api.activate(marta, phone.enrollmentId(), phone.code()).text())
                .isEqualTo("{\"result\":\"ACTIVATED\"}");
    }

    @Test
    void succeedsAgainWithTheActivatingCodeUntilItWasFollowedByAUse() {
        TestPhone phone = TestPhone.pending(api, clock, marta, "google", 1);
        String first = phone.code();

        assertThat(Race.of(
                        16,
                        () -> api.activate(marta, phone.enrollmentId(), first).result()))
                .containsOnly("ACTIVATED");
        clock.nextStep();
        assertThat(api.activate(marta, phone.enrollmentId(), first).result()).isEqualTo("ACTIVATED");
        assertThat(api.verify(marta, phone.enrollmentId(), 1, first).result())
                .as("but opens nothing (S01)")
                .isEqualTo("ALREADY_USED");

        String second = phone.code();
        assertThat(api.verify(marta, phone.enrollmentId(), 1, second).result()).isEqualTo("ACCEPTED");
        assertThat(api.activate(marta, phone.enrollmentId(), first).result()).isEqualTo("WRONG_CODE");
        assertThat(api.activate(marta, phone.enrollmentId(), second).result()).isEqualTo("WRONG_CODE");
    }

    @Test
    void succeedsWithAFreshCodeAndUsesItUp() { // the answer was lost, the user types what the phone shows now
        TestPhone phone = TestPhone.active(api, clock, marta, "google", 1);
        String fresh = phone.code();

        assertThat(api.activate(marta, phone.enrollmentId(), fresh).result()).isEqualTo("ACTIVATED");
        assertThat(api.verify(marta, phone.enrollmentId(), 1, fresh).result()).isEqualTo("ALREADY_USED");
    }

    @Test
    void knowsNoEnrollmentOfSomebodyElse() {
        TestPhone phone = TestPhone.pending(api, clock, marta, "google", 1);
        TestUser mallory = TestUser.somebody();

        Answer foreign = api.activate(mallory, phone.enrollmentId(), phone.code());
        Answer unknown = api.activate(mallory, "nothing", phone.code());
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.problem()).isEqualTo("urn:rekey:unknown-enrollment");
        assertThat(foreign.text().replace(phone.enrollmentId(), "nothing")).isEqualTo(unknown.text());
        assertThat(api.state(mallory, phone.enrollmentId())).isEqualTo("ABSENT");
        assertThat(api.verify(mallory, phone.enrollmentId(), 1, phone.code()).result())
                .isEqualTo("WRONG");
        assertThat(api.state(marta, phone.enrollmentId())).isEqualTo("PENDING");
    }

    @Test
    void keepsUsersApartWhoseIdsDifferInCaseOnly() { // and look like ObjectIds, which do not
        TestUser lower = new TestUser("507f1f77bcf86cd799439abc", "acme", "USER");
        TestUser upper = new TestUser("507F1F77BCF86CD799439ABC", "acme", "USER");
        TestPhone phone = TestPhone.active(api, clock, lower, "google", 1);

        assertThat(stored.of(lower).get("_id")).isEqualTo("507f1f77bcf86cd799439abc");
        assertThat(stored.of(upper)).isEmpty();
        assertThat(api.state(upper, phone.enrollmentId())).isEqualTo("ABSENT");
        assertThat(api.state(lower, phone.enrollmentId())).isEqualTo("ACTIVE");
    }

    @Test
    void listsWhatAUserHas() {
        TestPhone phone = TestPhone.active(api, clock, marta, "google", 7);
        TestPhone.pending(api, clock, marta.inOrganization("acme"), "authy", 8);
        api.issueCodes(marta, phone.enrollmentId(), 7);

        Answer overview = api.get("/internal/users/" + marta.id() + "/enrollments");
        var first = overview.body().path("enrollments").get(0);
        assertThat(first.propertyNames())
                .containsExactlyInAnyOrder(
                        "enrollmentId",
                        "level",
                        "organizationId",
                        "provider",
                        "state",
                        "epoch",
                        "createdAt",
                        "lastUsedAt");
        assertThat(first.path("enrollmentId").asString()).isEqualTo(phone.enrollmentId());
        assertThat(first.path("state").asString()).isEqualTo("ACTIVE");
        assertThat(first.path("epoch").asLong()).isEqualTo(7);
        assertThat(first.path("createdAt").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(first.path("lastUsedAt").isNull()).isTrue();
        assertThat(overview.body().path("enrollments").get(1).path("level").asString())
                .isEqualTo("ORGANIZATION");
        assertThat(overview.body().path("backupCodes").toString())
                .isEqualTo("[{\"level\":\"USER\",\"organizationId\":\"acme\",\"left\":10}]");

        api.verify(marta, phone.enrollmentId(), 7, phone.code());
        assertThat(api.get("/internal/users/" + marta.id() + "/enrollments").text())
                .contains("\"lastUsedAt\":\"" + clock.instant() + "\"");
        assertThat(api.get("/internal/users/nobody/enrollments").text())
                .isEqualTo("{\"enrollments\":[],\"backupCodes\":[]}");
    }

    @Test
    void storesNoSecretInClear() { // O05
        TestPhone phone = TestPhone.active(api, clock, marta, "google", 1);
        String code = api.issueCodes(marta, phone.enrollmentId(), 1)
                .body()
                .path("codes")
                .get(0)
                .asString();
        Document document = stored.of(marta);

        assertThat(document.toJson())
                .doesNotContain(phone.app().secret(), code, code.replace("-", ""))
                .doesNotContain("lastUsedAt");
        assertThat(new HashSet<>(stored.enrollments(marta).getFirst().keySet()))
                .contains("id", "organizationId", "level", "provider", "epoch", "state", "seed", "lastStep", "drift")
                .contains("createdAt")
                .doesNotContain("_id");
        assertThat(stored.backupCodes(marta).getFirst().keySet())
                .contains("hash", "organizationId", "level", "epoch", "enrollmentId");
    }
}
