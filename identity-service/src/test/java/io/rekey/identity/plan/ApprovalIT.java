package io.rekey.identity.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekey.events.identity.MfaResetApprovalExpired;
import io.rekey.events.identity.MfaResetApprovalRefused;
import io.rekey.events.identity.MfaResetApprovalRequested;
import io.rekey.events.identity.MfaResetApproved;
import io.rekey.events.identity.MfaResetRequested;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.Race;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.user.Role;
import io.rekey.identity.user.Users;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.http.HttpStatus;

/** R35, R39, A05: four eyes. The organization has the standard rules, but that proofs are made by password. */
class ApprovalIT extends RunningIdentity {

    private static final String CAREFUL = "careful";
    private static final String VERY_CAREFUL = "very-careful";

    @Autowired
    private ExpirePlans expirePlans;

    private Person ada;
    private Person grace;
    private Browser adas;
    private Browser graces;

    @BeforeEach
    void signIn() {
        people.organization(CAREFUL, "{\"stepUp\": \"PASSWORD\", \"approveMoreThan\": 3}");
        people.organization(VERY_CAREFUL, "{\"stepUp\": \"PASSWORD\", \"approveAlways\": true, \"approvers\": 2}");
        ada = people.active(mfa, CAREFUL, Role.ADMINISTRATOR);
        grace = people.active(mfa, CAREFUL, Role.ADMINISTRATOR);
        adas = signedIn(ada);
        graces = signedIn(grace);
    }

    @Test
    void resetsAnOrdinaryUserOnOnePersonsWord() {
        Person marta = people.active(mfa, CAREFUL, Role.USER);
        assertThat(outcome(reset(adas, ada, "k", marta))).isEqualTo("ACCEPTED");
        assertThat(read(marta).epoch()).isEqualTo(2);
    }

    @Test
    void changesNothingOfAPrivilegedTargetUntilASecondPersonAgrees() {
        Person sam = people.active(mfa, CAREFUL, Role.SUPPORT);
        Answer asked = reset(adas, ada, "k", sam);
        assertThat(asked.status()).isEqualTo(202);
        assertThat(outcome(asked)).isEqualTo("PENDING_APPROVAL");
        assertThat(stateOf(asked)).isEqualTo("PENDING_APPROVAL");
        assertThat(read(sam).epoch()).isEqualTo(1);
        assertThat(signedIn(sam).isSignedIn()).isTrue();

        assertThat(approve(graces, grace, planOf(asked)).status()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(read(sam).epoch()).isEqualTo(2));
        Answer done = adas.get("/api/v1/resets/" + resetOf(asked));
        assertThat(done.state()).isEqualTo("ACCEPTED");
        assertThat(done.body().path("approvers").get(0).asString()).isEqualTo(grace.id());
        MfaResetRequested told = eventsAbout(sam, MfaResetRequested.class).getFirst();
        assertThat(told.approvers()).containsExactly(grace.id());
        assertThat(told.actor().id()).isEqualTo(ada.id());
        assertThat(told.resetId()).isEqualTo(resetOf(asked));
    }

    @Test
    void tellsThoseWhoMayAgree() {
        Person sam = people.active(mfa, CAREFUL, Role.SUPPORT);
        Person lee = people.active(mfa, CAREFUL, Role.SUPPORT);
        grant(lee, "reset:approve");
        String plan = planOf(reset(adas, ada, "k", sam));
        await().untilAsserted(() -> {
            MfaResetApprovalRequested told = eventsAbout(ada, MfaResetApprovalRequested.class).stream()
                    .filter(event -> event.planId().equals(plan))
                    .findFirst()
                    .orElseThrow();
            assertThat(told.mayApprove()).contains(grace.id(), lee.id()).doesNotContain(ada.id(), sam.id());
            assertThat(told.targets()).isEqualTo(1);
        });
        assertThat(graces.get("/api/v1/approvals").text()).contains(plan);
        assertThat(adas.get("/api/v1/approvals").text()).doesNotContain(plan);
    }

    @Test
    void asksForAgreementWhereSomebodyWasResetWithinADay() {
        Person marta = people.active(mfa, CAREFUL, Role.USER);
        assertThat(outcome(reset(adas, ada, "k1", marta))).isEqualTo("ACCEPTED");
        assertThat(outcome(reset(adas, ada, "k2", marta))).isEqualTo("PENDING_APPROVAL");
        clock.advance(Duration.ofHours(24));
        Browser again = signedIn(ada);
        assertThat(outcome(reset(again, ada, "k3", marta))).isEqualTo("ACCEPTED");
        assertThat(read(marta).epoch()).isEqualTo(3);
    }

    @Test
    void asksForAgreementForAllWhereTheyAreMany() {
        Person[] three = ordinary(3);
        assertThat(outcomes(reset(adas, ada, "k1", three))).containsOnly("ACCEPTED");
        Person[] four = ordinary(4);
        assertThat(outcomes(reset(adas, ada, "k2", four))).containsOnly("PENDING_APPROVAL");
        for (Person each : four) {
            assertThat(read(each).epoch()).isEqualTo(1);
        }
    }

    @Test
    void takesNobodysWordAboutTheirOwnRequestOrAccount() {
        Person sam = people.active(mfa, CAREFUL, Role.SUPPORT);
        grant(sam, "reset:approve");
        String plan = planOf(reset(adas, ada, "k", sam));
        assertThat(approve(adas, ada, plan).problem()).isEqualTo("own-request");
        assertThat(approve(signedIn(sam), sam, plan).problem()).isEqualTo("own-account");
        assertThat(refuse(adas, plan).problem()).isEqualTo("own-request");
        assertThat(read(sam).epoch()).isEqualTo(1);
    }

    @Test
    void takesTheWordOfThoseWithThePermissionInThatOrganizationOnly() {
        Person sam = people.active(mfa, CAREFUL, Role.SUPPORT);
        String plan = planOf(reset(adas, ada, "k", sam));
        Person lee = people.active(mfa, CAREFUL, Role.SUPPORT);
        assertThat(approve(signedIn(lee), lee, plan).status()).isEqualTo(HttpStatus.FORBIDDEN.value());
        Person foreign = administrator();
        assertThat(approve(signedIn(foreign), foreign, plan).status()).isEqualTo(404);
        assertThat(read(sam).epoch()).isEqualTo(1);
        grant(lee, "reset:approve");
        assertThat(approve(signedIn(lee), lee, plan).status()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(read(sam).epoch()).isEqualTo(2));
    }

    @Test
    void takesNoWordWithoutAFreshProofForExactlyThis() {
        Person sam = people.active(mfa, CAREFUL, Role.SUPPORT);
        String plan = planOf(reset(adas, ada, "k", sam));
        String path = "/api/v1/reset-plans/" + plan + "/approvals";
        assertThat(graces.post(path, Map.of()).problem()).isEqualTo("step-up-required");
        String other = graces.proof(grace, "mfa:reset", plan);
        assertThat(graces.post(path, Map.of(), Map.of("Rekey-Step-Up", other)).problem())
                .isEqualTo("step-up-required");
        assertThat(read(sam).epoch()).isEqualTo(1);
    }

    @Test
    void needsAsManyDifferentPeopleAsThePolicySays() {
        Person requester = people.active(mfa, VERY_CAREFUL, Role.ADMINISTRATOR);
        Person first = people.active(mfa, VERY_CAREFUL, Role.ADMINISTRATOR);
        Person second = people.active(mfa, VERY_CAREFUL, Role.ADMINISTRATOR);
        Person marta = people.active(mfa, VERY_CAREFUL, Role.USER);
        String plan = planOf(reset(signedIn(requester), requester, "k", marta));
        Browser firsts = signedIn(first);
        assertThat(approve(firsts, first, plan).state()).isEqualTo("PENDING_APPROVAL");
        assertThat(approve(firsts, first, plan).state()).isEqualTo("PENDING_APPROVAL");
        assertThat(read(marta).epoch()).isEqualTo(1);
        approve(signedIn(second), second, plan);
        await().untilAsserted(() -> assertThat(read(marta).epoch()).isEqualTo(2));
        assertThat(eventsAbout(requester, MfaResetApproved.class))
                .extracting(MfaResetApproved::approvalsMissing)
                .containsExactly(1, 0);
    }

    @Test
    void countsTwoLastWordsAtOnceAsTwo() throws Exception {
        Person requester = people.active(mfa, VERY_CAREFUL, Role.ADMINISTRATOR);
        Person marta = people.active(mfa, VERY_CAREFUL, Role.USER);
        String plan = planOf(reset(signedIn(requester), requester, "k", marta));
        List<java.util.concurrent.Callable<Integer>> words = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Person approver = people.active(mfa, VERY_CAREFUL, Role.ADMINISTRATOR);
            Browser browser = signedIn(approver);
            String proof = browser.proof(approver, "reset:approve", plan);
            words.add(() -> browser.post(
                            "/api/v1/reset-plans/" + plan + "/approvals", Map.of(), Map.of("Rekey-Step-Up", proof))
                    .status());
        }
        assertThat(Race.of(words)).containsOnly(200);
        await().untilAsserted(() -> assertThat(read(marta).epoch()).isEqualTo(2));
    }

    @Test
    void doesNothingOnceSomebodyRefused() {
        Person sam = people.active(mfa, CAREFUL, Role.SUPPORT);
        Answer asked = reset(adas, ada, "k", sam);
        assertThat(refuse(graces, planOf(asked)).state()).isEqualTo("REFUSED");
        assertThat(stateOf(asked)).isEqualTo("REFUSED");
        assertThat(approve(graces, grace, planOf(asked)).problem()).isEqualTo("plan-over");
        assertThat(read(sam).epoch()).isEqualTo(1);
        assertThat(eventsAbout(ada, MfaResetApprovalRefused.class))
                .extracting(MfaResetApprovalRefused::reason)
                .contains("not today");
    }

    @Test
    void takesNoWordAfterFourHours() {
        Person sam = people.active(mfa, CAREFUL, Role.SUPPORT);
        Answer asked = reset(adas, ada, "k", sam);
        clock.advance(Duration.ofHours(4));
        assertThat(approve(signedIn(grace), grace, planOf(asked)).problem()).isEqualTo("plan-over");
        expirePlans.expire();
        assertThat(signedIn(grace).get("/api/v1/resets/" + resetOf(asked)).state())
                .isEqualTo("EXPIRED");
        assertThat(read(sam).epoch()).isEqualTo(1);
        assertThat(eventsAbout(ada, MfaResetApprovalExpired.class)).isNotEmpty();
    }

    /** The decision is checked again when it is executed. */
    @Test
    void doesNothingOnTheWordOfSomebodyWhoMayNoLongerGiveIt() {
        Person lee = people.active(mfa, CAREFUL, Role.SUPPORT);
        Person sam = people.active(mfa, CAREFUL, Role.USER);
        Browser lees = signedIn(lee);
        reset(lees, lee, "k1", sam);
        Answer asked = reset(lees, lee, "k2", sam);
        mongo.updateFirst(
                Query.query(Criteria.where("_id").is(lee.id())),
                new Update().set("status", "SUSPENDED"),
                Users.COLLECTION);
        approve(graces, grace, planOf(asked));
        await().untilAsserted(() -> assertThat(
                        graces.get("/api/v1/reset-plans/" + planOf(asked)).state())
                .isEqualTo("STOPPED"));
        assertThat(read(sam).epoch()).isEqualTo(2);
        assertThat(graces.get("/api/v1/resets/" + resetOf(asked)).state()).isEqualTo("REFUSED");
    }

    @Test
    void ordersOnceHoweverOftenTheSameCallComes() {
        Person sam = people.active(mfa, CAREFUL, Role.SUPPORT);
        Answer first = reset(adas, ada, "k", sam);
        Answer again = adas.post(
                "/api/v1/resets",
                Map.of("userIds", List.of(sam.id()), "reason", "lost phone"),
                Map.of("Idempotency-Key", "k"));
        assertThat(again.status()).isEqualTo(202);
        assertThat(resetOf(again)).isEqualTo(resetOf(first));
    }

    // What people do.

    private Answer approve(Browser at, Person by, String plan) {
        String proof = at.proof(by, "reset:approve", plan);
        return at.post("/api/v1/reset-plans/" + plan + "/approvals", Map.of(), Map.of("Rekey-Step-Up", proof));
    }

    private static Answer refuse(Browser at, String plan) {
        return at.post("/api/v1/reset-plans/" + plan + "/refusal", Map.of("reason", "not today"));
    }

    private void grant(Person person, String permission) {
        mongo.updateFirst(
                Query.query(Criteria.where("_id").is(person.id())),
                new Update().set("granted", List.of(permission)),
                Users.COLLECTION);
    }

    private Person[] ordinary(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> people.active(mfa, CAREFUL, Role.USER))
                .toArray(Person[]::new);
    }

    private String stateOf(Answer asked) {
        return adas.get("/api/v1/resets/" + resetOf(asked)).state();
    }

    private static String outcome(Answer answer) {
        return answer.body().path("resets").path(0).path("outcome").asString(answer.text());
    }

    private static List<String> outcomes(Answer answer) {
        return answer.body()
                .path("resets")
                .valueStream()
                .map(reset -> reset.path("outcome").asString())
                .toList();
    }

    private static String resetOf(Answer answer) {
        return answer.body().path("resets").path(0).path("resetId").asString();
    }

    private static String planOf(Answer answer) {
        return answer.body().path("resets").path(0).path("planId").asString();
    }
}
