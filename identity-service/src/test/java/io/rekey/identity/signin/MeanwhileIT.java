package io.rekey.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.MfaStandIn;
import io.rekey.identity.Person;
import io.rekey.identity.Race;
import io.rekey.identity.RunningIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens in the very moment between a factor's word and the session (S27, S25): capture, then compare-and-set. */
class MeanwhileIT extends RunningIdentity {

    private Person marta;
    private Browser browser;

    @BeforeEach
    void startSignIn() {
        marta = user();
        browser = browser();
    }

    @Test
    void noSessionIfAResetComesBetweenCodeAndSession() {
        browser.signIn(marta);
        mfa.beforeAnswering("/verifications", () -> resetBySomebody(marta));
        Answer answer = browser.code(mfa.codeFor(marta.id()));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.problem()).isEqualTo("start-again");
        assertNoSession();
    }

    @Test
    void noSessionIfAResetComesBetweenBackupCodeAndSession() {
        String code = mfa.backupCodeFor(marta.id(), "USER", 1);
        browser.signIn(marta);
        mfa.beforeAnswering("/backup-code-spendings", () -> resetBySomebody(marta));
        assertThat(browser.backupCode(code).status()).isEqualTo(409);
        assertNoSession();
    }

    @Test
    void noSessionIfAResetComesBetweenDeviceAndSession() {
        browser.cookie(Browser.DEVICE, devices.trusts(marta.id(), "d-" + marta.id(), "google", 1));
        devices.beforeAnswering("/verification", () -> resetBySomebody(marta));
        assertThat(browser.signIn(marta).status()).isEqualTo(409);
        assertNoSession();
    }

    @Test
    void noSessionIfTheDeviceIsRevokedWhileItVouches() {
        String device = "d-" + marta.id();
        Browser martas = signedIn(marta);
        browser.cookie(Browser.DEVICE, devices.trusts(marta.id(), device, "google", 1));
        devices.beforeAnswering(
                "/verification", () -> assertThat(revoke(martas, device)).isEqualTo(202));
        assertThat(browser.signIn(marta).status()).isEqualTo(409);
        assertThat(browser.isSignedIn()).isFalse();
        assertThat(sessions()).as("her own other one").isEqualTo(1);
        assertThat(browser.signIn(marta).state()).as("the next time").isEqualTo("SECOND_FACTOR_REQUIRED");
    }

    @Test
    void aSessionIfAnotherDeviceIsRevokedMeanwhile() {
        Browser martas = signedIn(marta);
        browser.cookie(Browser.DEVICE, devices.trusts(marta.id(), "d-" + marta.id(), "google", 1));
        devices.beforeAnswering(
                "/verification", () -> assertThat(revoke(martas, "d-other")).isEqualTo(202));
        assertThat(browser.signIn(marta).state()).isEqualTo("SIGNED_IN");
    }

    @Test
    void noFactorAndNoSessionIfAResetComesBetweenFirstCodeAndConfirm() {
        resetBySomebody(marta);
        browser.signIn(marta);
        browser.begin("google");
        mfa.beforeAnswering("/activation", () -> resetBySomebody(marta));
        assertThat(browser.confirm(MfaStandIn.FIRST_CODE).status()).isEqualTo(409);
        assertThat(read(marta).hasLiveFactor()).isFalse();
        assertThat(read(marta).reEnrolledEpoch())
                .isLessThan(read(marta).fences().links());
        assertNoSession();
    }

    @Test
    void noTrustedBrowserOfANewerEpochThanTheSignIn() {
        browser.signIn(marta);
        devices.beforeAnswering("/trusted-devices", () -> resetBySomebody(marta));
        assertThat(browser.codeAndTrust(mfa.codeFor(marta.id())).state()).isEqualTo("SIGNED_IN");
        assertThat(browser.isSignedIn()).isFalse();
        assertThat(browser.signIn(marta).state())
                .as("the cookie is stamped with what the sign-in captured")
                .isEqualTo("ENROLLMENT_REQUIRED");
    }

    /** S25: whatever wins, no session that a revoked device vouched for opens anything. */
    @Test
    void noUsableSessionOfADeviceThatIsRevokedAtTheSameMoment() throws Exception {
        Browser martas = signedIn(marta);
        for (int round = 0; round < 25; round++) {
            String device = "d-" + marta.id() + "-" + round;
            Browser trusted = browser().cookie(Browser.DEVICE, devices.trusts(marta.id(), device, "google", 1));
            List<Callable<Object>> racers = new ArrayList<>();
            racers.add(() -> trusted.signIn(marta).status());
            racers.add(() -> revoke(martas, device));
            Race.of(racers);
            assertThat(trusted.isSignedIn()).as("round " + round).isFalse();
        }
        assertThat(martas.isSignedIn()).isTrue();
    }

    /** The same for a reset and a code, over many rounds and any interleaving. */
    @Test
    void noUsableSessionOfBeforeAResetThatComesAtTheSameMoment() throws Exception {
        Person ada = administrator();
        Browser adas = signedIn(ada);
        for (int round = 0; round < 25; round++) {
            Person user = user();
            String proof = adas.proof(ada, "mfa:reset", user.id());
            Browser halfway = browser();
            halfway.signIn(user);
            String code = mfa.codeFor(user.id());
            List<Callable<Object>> racers = new ArrayList<>();
            racers.add(() -> halfway.code(code).status());
            racers.add(() -> reset(
                            adas.twin(), "k" + user.id(), proof, Map.of("userIds", List.of(user.id()), "reason", "r"))
                    .status());
            assertThat(Race.of(racers).getLast()).isEqualTo(202);
            assertThat(halfway.isSignedIn()).as("round " + round).isFalse();
        }
    }

    private int revoke(Browser by, String device) {
        return by.twin()
                .delete("/api/v1/users/" + marta.id() + "/trusted-devices/" + device)
                .status();
    }

    private void assertNoSession() {
        assertThat(browser.isSignedIn()).isFalse();
        assertThat(sessions()).isZero();
    }

    private long sessions() {
        return mongo.getCollection("sessions").countDocuments(new Document("userId", marta.id()));
    }
}
