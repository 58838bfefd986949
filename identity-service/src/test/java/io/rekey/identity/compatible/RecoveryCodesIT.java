package io.rekey.identity.compatible;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.Level;
import io.rekey.events.identity.MfaResetRequested;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.MfaStandIn;
import io.rekey.identity.Person;
import io.rekey.identity.user.Role;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import tools.jackson.databind.JsonNode;

/** {@code POST /api/v2/users/{id}/recovery-code-regeneration}: one's own codes, or the end of somebody else's. */
class RecoveryCodesIT extends CompatibleDoors {

    private Person marta;
    private Browser martas;

    @BeforeEach
    void signMartaIn() {
        marta = user();
        martas = signedIn(marta);
    }

    @Test
    void showsOnesOwnNewCodesOnce() {
        String old = mfa.backupCodeFor(marta.id(), "USER", 1);
        Answer answer = regenerate(null);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(codes(answer)).hasSize(10);
        assertThat(answer.string("recovery_code")).isEqualTo(codes(answer).getFirst());
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(signInWith(old).problem()).isEqualTo("wrong-code");
        assertThat(signInWith(codes(answer).getFirst()).state()).isEqualTo("SIGNED_IN");
        assertThat(read(marta).epoch()).as("nothing was reset").isEqualTo(1);
        assertThat(martas.isSignedIn()).isTrue();
    }

    /** I14: a key remembers nothing here. */
    @Test
    void makesOthersWhenItIsRepeatedAlsoUnderTheSameKey() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            Answer answer = regenerate("k");
            assertThat(answer.status()).isEqualTo(201);
            seen.addAll(codes(answer));
        }
        assertThat(seen).hasSize(30);
        assertThat(mongo.getCollectionNames())
                .noneMatch(collection -> mongo.findAll(Document.class, collection).stream()
                        .anyMatch(document -> seen.stream().anyMatch(document.toJson()::contains)));
    }

    @Test
    void asksOneselfForAProofToo() {
        assertThat(martas.post(codesOf(marta), Map.of()).problem()).isEqualTo("step-up-required");
        String other = martas.proof(marta, "mfa:reset", user().id());
        assertThat(martas.post(codesOf(marta), Map.of(), Map.of("Rekey-Step-Up", other))
                        .status())
                .isEqualTo(401);
        String action = martas.proof(marta, "device:revoke", marta.id());
        assertThat(martas.post(codesOf(marta), Map.of(), Map.of("Rekey-Step-Up", action))
                        .status())
                .isEqualTo(401);
        assertThat(mfa.calls("/backup-codes")).isZero();
        assertThat(browser().post(codesOf(marta), Map.of()).status()).isEqualTo(401);
    }

    /** R30: the codes are of the level of the authenticator that they stand in for. */
    @Test
    void makesThemForTheLevelThatTheOrganizationInsistsOn() {
        people.organization("strict-codes", "{\"stepUp\": \"PASSWORD\", \"requiredLevel\": \"ORGANIZATION\"}");
        Person lea = people.active(mfa, "strict-codes", Role.USER, Set.of(), Level.ORGANIZATION);
        Browser leas = signedIn(lea);
        Answer answer = call(leas, lea, "POST", codesOf(lea), null, null, lea);
        assertThat(answer.status()).isEqualTo(201);
        Browser again = browser();
        again.signIn(lea);
        assertThat(again.backupCode(codes(answer).getFirst()).state()).isEqualTo("SIGNED_IN");
    }

    /** Codes that stand in for nothing would open nothing, or too much. */
    @Test
    void makesNoneForSomebodyWithoutAnAuthenticator() {
        String proof = martas.proof(marta, "mfa:reset", marta.id());
        users.update(Criteria.where("_id").is(marta.id()), new Update().set("confirmed", List.of()));
        Answer answer = martas.post(codesOf(marta), Map.of(), Map.of("Rekey-Step-Up", proof));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.problem()).isEqualTo("not-set-up");
        assertThat(mfa.calls("/backup-codes")).isZero();
    }

    /** While two factors are suspended, whoever knows a password must not get what opens the account afterwards. */
    @Test
    void givesNoneOnThePasswordAlone() {
        people.organization("password-only", "{\"stepUp\": \"PASSWORD\", \"twoFactorEnabled\": false}");
        Person lea = people.active(mfa, "password-only", Role.USER);
        Browser leas = browser();
        assertThat(leas.signIn(lea).state()).isEqualTo("SIGNED_IN");
        Answer answer = call(leas, lea, "POST", codesOf(lea), null, null, lea);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.problem()).isEqualTo("second-factor-needed");
        assertThat(mfa.calls("/backup-codes")).isZero();
        assertThat(regenerate(null).status()).isEqualTo(201);
    }

    /** I3: what a reset voids while they are made is void. */
    @Test
    void losesThemToAResetThatComesMeanwhile() {
        mfa.beforeAnswering("/backup-codes", () -> voidMartas(null));
        Answer answer = regenerate(null);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(signInWith(codes(answer).getFirst()).problem()).isEqualTo("wrong-code");
        assertThat(read(marta).epoch()).isEqualTo(2);
    }

    @Test
    void showsNobodyElseACode() {
        mfa.backupCodeFor(marta.id(), "USER", 1);
        Answer answer = voidMartas(null);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().has("recovery_code")).isFalse();
        assertThat(answer.text()).doesNotContain("CODE-");
        assertThat(answer.string("note")).contains("mailed a link to enroll", "nobody but the user may see one");
        assertThat(mfa.calls("/backup-codes")).isZero();
        MfaResetRequested told = eventsAbout(marta, MfaResetRequested.class).getFirst();
        assertThat(told.providers()).containsExactly("backup_codes");
        assertThat(told.level()).isEqualTo(Level.USER);
        assertThat(told.reason()).isEqualTo("requested through POST /api/v2/users/{id}/recovery-code-regeneration");
    }

    /** Marta's codes are void, her authenticator is not, and the mailed link leads to one more and to new codes. */
    @Test
    void leavesTheAuthenticatorAliveAndLeadsToAnother() {
        String old = mfa.backupCodeFor(marta.id(), "USER", 1);
        voidMartas(null);
        assertThat(read(marta).fences().factors()).isEqualTo(Map.of("user:backup_codes", 2L));
        assertThat(read(marta).liveFactors()).hasSize(1);
        assertThat(martas.isSignedIn()).as("signed out everywhere").isFalse();
        assertThat(signInWith(old).problem()).isEqualTo("wrong-code");
        assertThat(signedIn(marta).isSignedIn())
                .as("by the authenticator of before")
                .isTrue();

        Browser link = browser();
        assertThat(link.openLink(mailedLink(marta), marta.password()).state()).isEqualTo("ENROLLMENT_REQUIRED");
        link.begin("google");
        Answer set = link.confirm(MfaStandIn.FIRST_CODE);
        assertThat(set.state()).isEqualTo("SET_UP");
        assertThat(read(marta).liveFactors()).hasSize(2);
        String fresh = set.body().path("backupCodes").get(0).asString();
        assertThat(signInWith(fresh).state()).isEqualTo("SIGNED_IN");
        assertThat(signedIn(marta).isSignedIn()).isTrue();
    }

    /** The present epoch is above that of her authenticator: codes of the old one would be dead at once. */
    @Test
    void letsOneselfMakeNewOnesAfterTheOldWereVoided() {
        voidMartas(null);
        martas = signedIn(marta);
        Answer answer = regenerate(null);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(signInWith(codes(answer).getFirst()).state()).isEqualTo("SIGNED_IN");
    }

    @Test
    void voidsAnewWhenItIsRepeatedAndOnceUnderAKey() {
        voidMartas(null);
        Answer first = voidMartas("k");
        Answer again = call("POST", codesOf(marta), null, "k");
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(read(marta).epoch()).isEqualTo(3);
    }

    @Test
    void isOnlyForOneselfAndThoseWithThePermission() {
        Person jonas = user();
        Answer refused = call(martas, marta, "POST", codesOf(jonas), null, null, jonas);
        assertThat(refused.status()).isEqualTo(404);
        assertThat(read(jonas).epoch()).isEqualTo(1);
        Person sam = people.active(mfa, ACME, Role.SUPPORT);
        assertThat(call(signedIn(sam), sam, "POST", codesOf(jonas), null, null, jonas)
                        .status())
                .isEqualTo(202);
    }

    @Test
    void waitsForASecondPersonWhereThePolicySaysSo() {
        people.organization("four-eyes", "{\"stepUp\": \"PASSWORD\"}");
        Person eve = people.active(mfa, "four-eyes", Role.ADMINISTRATOR);
        Person sam = people.active(mfa, "four-eyes", Role.SUPPORT);
        Answer answer = call(signedIn(eve), eve, "POST", codesOf(sam), null, null, sam);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().at("/reset/outcome").asString()).isEqualTo("PENDING_APPROVAL");
        assertThat(read(sam).epoch()).isEqualTo(1);
    }

    /** R32, R42: what only these doors can ask for is no provider at the others. */
    @Test
    void isNoProviderAtThePublicDoor() {
        String proof = adas.proof(ada, "mfa:reset", marta.id());
        Answer answer = reset(
                adas,
                "k",
                proof,
                Map.of("userIds", List.of(marta.id()), "reason", "r", "providers", List.of("backup_codes")));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("unknown-provider");
    }

    private Answer regenerate(@Nullable String key) {
        return call(martas, marta, "POST", codesOf(marta), null, key, marta);
    }

    private Answer voidMartas(@Nullable String key) {
        return call("POST", codesOf(marta), null, key, marta);
    }

    private Answer signInWith(String backupCode) {
        Browser browser = browser();
        browser.signIn(marta);
        return browser.backupCode(backupCode);
    }

    private static List<String> codes(Answer answer) {
        return answer.body()
                .path("recovery_codes")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }
}
