package io.rekey.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.MfaStandIn;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import org.junit.jupiter.api.Test;

/** I11: nobody is let in by what could not be asked. */
class FailClosedIT extends RunningIdentity {

    @Test
    void letsNobodyInByACodeWhileMfaServiceIsDown() {
        Person marta = user();
        Browser browser = browser();
        browser.signIn(marta);
        mfa.switchOff();
        assertUnavailable(browser.code(mfa.codeFor(marta.id())));
        assertUnavailable(browser.backupCode(mfa.backupCodeFor(marta.id(), "USER", 1)));
        assertThat(browser.isSignedIn()).isFalse();
        mfa.switchOn();
        assertThat(browser.code(mfa.codeFor(marta.id())).state()).isEqualTo("SIGNED_IN");
    }

    @Test
    void confirmsNothingWhileMfaServiceIsDown() {
        Person marta = user();
        resetBySomebody(marta);
        Browser browser = browser();
        browser.signIn(marta);
        mfa.switchOff();
        assertUnavailable(browser.begin("google"));
        mfa.switchOn();
        browser.begin("google");
        mfa.switchOff();
        assertUnavailable(browser.confirm(MfaStandIn.FIRST_CODE));
        assertThat(read(marta).hasLiveFactor()).isFalse();
        mfa.switchOn();
        assertThat(browser.confirm(MfaStandIn.FIRST_CODE).state()).isEqualTo("SIGNED_IN");
    }

    @Test
    void asksForASecondFactorWhileDeviceServiceIsDown() {
        Person marta = user();
        Browser browser = browser().cookie(Browser.DEVICE, devices.trusts(marta.id(), "d-" + marta.id(), "google", 1));
        devices.switchOff();
        assertThat(browser.signIn(marta).state()).isEqualTo("SECOND_FACTOR_REQUIRED");
        assertThat(browser.isSignedIn()).isFalse();
        assertThat(browser.codeAndTrust(mfa.codeFor(marta.id())).state())
                .as("trust is a comfort")
                .isEqualTo("SIGNED_IN");
        devices.switchOn();
        assertThat(browser.signIn(marta).state()).isEqualTo("SIGNED_IN");
    }

    @Test
    void showsNoDevicesWhileDeviceServiceIsDownButRevokesThem() {
        Person marta = user();
        Browser martas = signedIn(marta);
        devices.switchOff();
        String path = "/api/v1/users/" + marta.id() + "/trusted-devices";
        assertThat(martas.get(path).problem()).isEqualTo("devices-unavailable");
        assertThat(martas.delete(path + "/d-1").status()).isEqualTo(202);
        assertThat(read(marta).isRevoked("d-1")).isTrue();
    }

    private static void assertUnavailable(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.problem()).isEqualTo("second-factors-unavailable");
    }
}
