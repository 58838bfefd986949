package io.rekey.identity.compatible;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.Level;
import io.rekey.events.identity.MfaResetRequested;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.user.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code DELETE /api/v2/users/{id}/authentication-methods}: clearing all of it, or one. */
class ClearMethodsIT extends CompatibleDoors {

    /** R40. */
    @Test
    void clearsEverythingInOneCall() {
        Person marta = user();
        mfa.hasActive(marta.id(), marta.id() + "-acme", "authy", 1);
        confirm(marta, marta.id() + "-acme", "authy", "ORGANIZATION", ACME);
        Answer answer = clearAll(marta, null);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().at("/reset/outcome").asString()).isEqualTo("ACCEPTED");
        assertThat(answer.body().at("/reset/epoch").asLong()).isEqualTo(2);
        assertThat(answer.body().at("/covers/level").asString()).isEqualTo("both");
        assertThat(read(marta).hasLiveFactor()).isFalse();
        assertThat(call("GET", methodsOf(marta), null).text()).isEqualTo("[]");
        assertThat(browser().signIn(marta).state()).isEqualTo("ENROLLMENT_REQUIRED");
        MfaResetRequested told = eventsAbout(marta, MfaResetRequested.class).getFirst();
        assertThat(told.level()).isEqualTo(Level.BOTH);
        assertThat(told.reason()).isEqualTo("requested through DELETE /api/v2/users/{id}/authentication-methods");
        assertThat(told.resetId()).isEqualTo(answer.body().at("/reset/resetId").asString());
    }

    /** R40: somebody may have enrolled in between. */
    @Test
    void clearsAnewWhenItIsRepeatedAndOnceUnderAKey() {
        Person marta = user();
        assertThat(epoch(clearAll(marta, null))).isEqualTo(2);
        assertThat(epoch(clearAll(marta, null))).isEqualTo(3);
        Answer first = clearAll(marta, "k");
        Answer again = call("DELETE", methodsOf(marta), null, "k");
        assertThat(epoch(first)).isEqualTo(4);
        assertThat(again.status()).as("without a proof").isEqualTo(202);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(read(marta).epoch()).isEqualTo(4);
    }

    @Test
    void clearsOneMethodByItsProviderAndLevel() {
        Person marta = user();
        mfa.hasActive(marta.id(), marta.id() + "-authy", "authy", 1);
        confirm(marta, marta.id() + "-authy", "authy", "USER", ACME);
        mfa.backupCodeFor(marta.id(), "USER", 1);
        Answer answer = call("DELETE", methodsOf(marta) + "/" + marta.enrollmentId(), null, "k", marta);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().at("/covers/providers/0").asString()).isEqualTo("google");
        assertThat(answer.body().at("/covers/providers").size()).isEqualTo(1);
        assertThat(answer.body().at("/covers/level").asString()).isEqualTo("user");
        assertThat(answer.string("note")).contains("backup codes of the level");
        assertThat(read(marta).liveFactors()).extracting("provider").containsExactly("authy");
        assertThat(read(marta).fences().factors().keySet())
                .containsExactlyInAnyOrder("user:google", "user:backup_codes");

        Answer again = call("DELETE", methodsOf(marta) + "/" + marta.enrollmentId(), null, "k");
        assertThat(again.text()).as("under the same key").isEqualTo(answer.text());
        assertThat(clear(marta, marta.enrollmentId()).status())
                .as("it is none any more")
                .isEqualTo(404);
        assertThat(read(marta).epoch()).isEqualTo(2);
    }

    @Test
    void clearsTheBackupCodesAloneByTheirId() {
        Person marta = user();
        String code = mfa.backupCodeFor(marta.id(), "USER", 1);
        Answer answer = clear(marta, "recovery-code%7Cuser");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().at("/covers/providers/0").asString()).isEqualTo("backup_codes");
        assertThat(answer.string("note")).contains("authenticators go on working");
        assertThat(read(marta).liveFactors()).hasSize(1);
        Browser martas = browser();
        martas.signIn(marta);
        assertThat(martas.backupCode(code).problem()).isEqualTo("wrong-code");
        assertThat(martas.code(mfa.codeFor(marta.id())).state()).isEqualTo("SIGNED_IN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "e-nothing",
                "google",
                "recovery-code",
                "recovery-code%7Corganization",
                "recovery-code%7Cboth",
                "recovery-code%7CUSER",
                "%7B%22$ne%22:null%7D",
                "x%00"
            })
    void knowsNoOtherMethod(String methodId) {
        Person marta = user();
        assertThat(clear(marta, methodId).status()).isIn(400, 404);
        assertThat(read(marta).epoch()).isEqualTo(1);
        assertThat(clear(marta, marta.enrollmentId()).status()).isEqualTo(202);
    }

    @Test
    void asksForAProofOfThisUser() {
        Person marta = user();
        Person jonas = user();
        for (Answer without : List.of(
                call("DELETE", methodsOf(marta), null),
                call("DELETE", methodsOf(marta), null, jonas),
                call("DELETE", methodsOf(marta) + "/" + marta.enrollmentId(), null),
                call("DELETE", methodsOf(marta) + "/" + marta.enrollmentId(), null, jonas))) {
            assertThat(without.status()).isEqualTo(401);
            assertThat(without.problem()).isEqualTo("step-up-required");
        }
        assertThat(read(marta).epoch()).isEqualTo(1);
    }

    @Test
    void saysThatSomebodyIsNotSetUp() {
        Person invited = people.invited(ACME, Role.USER);
        assertThat(call("GET", methodsOf(invited), null).text()).isEqualTo("[]");
        Answer answer = clearAll(invited, null);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.problem()).isEqualTo("not-set-up");
    }

    @Test
    void waitsForASecondPersonWhereThePolicySaysSo() {
        people.organization("four-eyes", "{\"stepUp\": \"PASSWORD\"}");
        Person eve = people.active(mfa, "four-eyes", Role.ADMINISTRATOR);
        Person sam = people.active(mfa, "four-eyes", Role.SUPPORT);
        Browser eves = signedIn(eve);
        for (String path : List.of(methodsOf(sam), methodsOf(sam) + "/" + sam.enrollmentId())) {
            Answer answer = call(eves, eve, "DELETE", path, null, null, sam);
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.body().at("/reset/outcome").asString()).isEqualTo("PENDING_APPROVAL");
        }
        assertThat(read(sam).epoch()).isEqualTo(1);
    }

    private static long epoch(Answer answer) {
        return answer.body().at("/reset/epoch").asLong();
    }
}
